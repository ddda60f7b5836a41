import { isJsonObject, type JsonValue } from "../../../base/json.js";
import type { SentAndAnswered, WrongChange } from "../../../setup/model/proof.js";
import type { OpenChange } from "../../../setup/proof/later-changes.js";
import type { ShownFailure, TenantAdministrator } from "../../run/rehearsal.js";
import type { WriteWatch } from "../../run/write-watch.js";
import type { PlannedChange } from "./plan-changes.js";

interface Sources {
  readonly failures: readonly ShownFailure[];
  readonly administrator: Pick<TenantAdministrator, "noFailure" | "fixFor">;
  readonly watch: WriteWatch;
}

/** Why a change did not arrive: the request about it, the answer, and what an administrator finds in the console. */
export function explainChange(
  { of: planned, actual }: OpenChange<PlannedChange>,
  { failures, administrator, watch }: Sources,
): WrongChange {
  const { change, targetId } = planned;
  const { kind, name, path, value } = change;
  const request = watch.decisive(targetId, path);
  const fix = request !== undefined && isRefusal(request) ? administrator.fixFor(request) : undefined;
  return {
    kind,
    name,
    id: targetId,
    state: "value",
    path,
    expected: value,
    actual,
    reason: reasonOf(request),
    ...(request === undefined ? {} : { request }),
    seen: failures.find((failure) => isAbout(failure, planned))?.text ?? administrator.noFailure,
    ...(fix === undefined ? {} : { fix }),
  };
}

export function isAbout({ about }: ShownFailure, planned: PlannedChange): boolean {
  return planned.about.some((name) => name.toLowerCase() === about.toLowerCase());
}

function isRefusal({ status }: SentAndAnswered): boolean {
  return status >= 400;
}

function reasonOf(request: SentAndAnswered | undefined): string {
  if (request === undefined) return "nothing was sent for this change";
  const { method, path, status, answer } = request;
  if (status === 0) return `the SCIM server did not answer ${method} ${path}`;
  if (status < 300)
    return `the SCIM server answered ${method} ${path} with ${String(status)}, but does not show the change`;
  const detail = detailIn(answer);
  return `the SCIM server refused ${method} ${path} with ${String(status)}${detail === undefined ? "" : `: ${detail}`}`;
}

/** What a SCIM error says (RFC 7644 3.12), or the text of any other answer. */
function detailIn(answer: JsonValue | undefined): string | undefined {
  if (typeof answer === "string") return answer.slice(0, 200);
  if (!isJsonObject(answer)) return undefined;
  const { detail, scimType } = answer;
  if (typeof detail === "string" && detail !== "") return detail;
  return typeof scimType === "string" ? scimType : undefined;
}
