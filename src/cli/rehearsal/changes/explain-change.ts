import { isJsonObject, type JsonValue } from "../../../base/json.js";
import type { SentAndAnswered, WrongChange } from "../../../setup/model/proof.js";
import type { KeptMembership, OpenChange } from "../../../setup/proof/later-changes.js";
import type { ShownFailure, TenantAdministrator } from "../../run/rehearsal.js";
import type { WriteWatch } from "../../run/write-watch.js";
import type { PlannedChange } from "./plan-changes.js";

interface Sources {
  readonly failures: readonly ShownFailure[];
  readonly administrator: Pick<TenantAdministrator, "noFailure" | "noLoss" | "fixFor">;
  readonly watch: WriteWatch;
}

/** Why a change did not arrive: the request about it, the answer, and what an administrator finds in the console. */
export function explainChange(open: OpenChange<PlannedChange>, sources: Sources): WrongChange {
  if (open.lost.length > 0) return explainLoss(open, sources);
  const { of: planned, actual } = open;
  const { failures, administrator, watch } = sources;
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

/** The change has arrived, and its request cost memberships that it does not concern. */
function explainLoss(
  { of: planned, lost }: OpenChange<PlannedChange>,
  { failures, administrator, watch }: Sources,
): WrongChange {
  const { change, targetId } = planned;
  const { kind, name, keeps = [] } = change;
  const request = watch.decisive(targetId, kind === "attribute" ? "groups" : change.path);
  const fix = request === undefined ? undefined : administrator.fixFor(request);
  const names = lost.map((one) => one.name);
  return {
    kind,
    name,
    id: targetId,
    state: "missing",
    path: "members",
    expected: keeps.map((one) => one.name),
    actual: keeps.filter((one) => !lost.includes(one)).map((one) => one.name),
    reason: lossOf(request, lost),
    ...(request === undefined ? {} : { request }),
    seen: failures.find((failure) => isAbout(failure, planned))?.text ?? administrator.noLoss,
    ...(fix === undefined ? {} : { fix }),
    lostMemberships: names,
  };
}

function lossOf(request: SentAndAnswered | undefined, lost: readonly KeptMembership[]): string {
  const removed = `removed ${lost.map(({ user, groupNames: [group = ""] }) => `${user.userName} from "${group}"`).join(", ")}`;
  if (request === undefined) return `the SCIM server ${removed}; no request about the change was seen`;
  const { method, path, status, body } = request;
  const because = saysNoGroups(body) ? ', because the request has "groups": []' : "";
  return `the SCIM server answered ${method} ${path} with ${String(status)}, and ${removed}${because}`;
}

/** Okta says so whenever it updates a user. */
export function saysNoGroups(body: JsonValue | undefined): boolean {
  const groups = isJsonObject(body) ? body["groups"] : undefined;
  return Array.isArray(groups) && groups.length === 0;
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
