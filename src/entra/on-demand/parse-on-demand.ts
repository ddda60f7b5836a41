import { isJsonObject, type JsonObject } from "../../base/json.js";
import { plainText } from "../../base/text.js";
import type { OnDemandAnswer } from "../api/schemas.js";
import type { OnDemandVerdict } from "../tenant/on-demand-verdict.js";
import { explainProvisioningError } from "../people/provisioning-errors.js";

const EXCERPT = 200;

/**
 * What provisioning on demand came to for each of these users. HTTP 200 says nothing: the outcome stands in two strings,
 * which hold JSON in one of two shapes. Either `key` holds the result and `value` one object, or `key` is the plain name of
 * a type and `value` a list (Microsoft Graph v1.0: synchronizationJob-provisionOnDemand; Entra docs,
 * cross-tenant-synchronization-configure-graph). An entry that names a user decides about that user; all others
 * have the answer's own result.
 *
 * @param userIds - object ids of the users that were asked for
 * @returns a verdict for each of them, whatever the answer holds
 */
export function parseOnDemandAnswer(
  answer: OnDemandAnswer,
  userIds: readonly string[],
): ReadonlyMap<string, OnDemandVerdict> {
  const entries = entriesOf(answer.value);
  const own = new Map<string, OnDemandVerdict>();
  const shared: OnDemandVerdict[] = [];
  for (const entry of entries) {
    const verdict = verdictOfEntry(entry);
    if (verdict === undefined) continue;
    const id = subjectOf(entry);
    if (id !== undefined && userIds.includes(id)) own.set(id, worse(own.get(id), verdict));
    else shared.push(verdict);
  }
  const common = resultOfKey(answer.key, entries) ?? shared.reduce<OnDemandVerdict | undefined>(worse, undefined);
  const rest = common ?? inconclusive(`Microsoft's answer could not be understood: ${excerptOf(answer)}`);
  // The result of one user says nothing about the others.
  const well = rest.result === "success" || rest.result === "in-sync";
  const blamed = !well && [...own.values()].some(({ result }) => result === rest.result);
  const others = blamed ? inconclusive("Microsoft's answer is only about another user") : rest;
  return new Map(userIds.map((id) => [id, own.get(id) ?? others]));
}

function inconclusive(reason: string): OnDemandVerdict {
  return { result: "inconclusive", reason };
}

/** The answer's own result, where the key holds one. */
function resultOfKey(key: string | null | undefined, entries: readonly JsonObject[]): OnDemandVerdict | undefined {
  const result = parseJson(key);
  if (!isJsonObject(result)) return undefined;
  const details = isJsonObject(result["details"]) ? result["details"] : {};
  return verdict({
    status: textOf(result["result"]),
    code: textOf(details["errorCode"]),
    message: textOf(details["errorMessage"]),
    steps: entries.flatMap(stepsOf),
  });
}

function verdictOfEntry(entry: JsonObject): OnDemandVerdict | undefined {
  const info = isJsonObject(entry["statusInfo"]) ? entry["statusInfo"] : {};
  const steps = stepsOf(entry);
  return verdict({
    status: textOf(info["status"]) || worstStatus(steps),
    code: textOf(info["errorCode"]),
    message: textOf(info["reason"]),
    steps,
  });
}

interface Finding {
  readonly status: string;
  readonly code: string;
  readonly message: string;
  readonly steps: readonly JsonObject[];
}

const IN_SYNC = /^RedundantExport$/i;
const NOT_IN_SCOPE = /NotEffectivelyEntitled$|NotActiveInSource$|NotInScope$/i;
const QUARANTINE = /quarantine/i;

/** Undefined for a status that none of Microsoft's texts explains. */
function verdict({ status, code, message, steps }: Finding): OnDemandVerdict | undefined {
  const reasons = [code, ...steps.map((step) => textOf(detailsOf(step)["SkipReason"]))].filter((one) => one !== "");
  switch (status.toLowerCase()) {
    case "success":
      return { result: "success" };
    case "failure":
    case "failed":
      return { result: "failure", reason: failureReason(code, message, steps) };
    case "skipped": {
      const scope = reasons.find((one) => NOT_IN_SCOPE.test(one));
      if (scope !== undefined || steps.some(saysUnassigned))
        return { result: "not-in-scope", reason: explainProvisioningError(scope ?? "NotEffectivelyEntitled").reason };
      if (reasons.some((one) => IN_SYNC.test(one))) return { result: "in-sync" };
      if (reasons.some((one) => QUARANTINE.test(one)))
        return { result: "failure", reason: failureReason(code, message, steps) };
      return undefined;
    }
    default:
      return undefined;
  }
}

function failureReason(code: string, message: string, steps: readonly JsonObject[]): string {
  const failing = steps.find((step) => /^fail/i.test(textOf(step["status"])));
  const said = message === "" ? textOf(failing?.["description"]) : message;
  if (QUARANTINE.test(code)) return `provisioning is in quarantine (${code})${said === "" ? "" : `: ${said}`}`;
  return explainProvisioningError(code, said).reason;
}

/** The scoping step writes `Assigned` in on-demand answers of one age and `Assigned to the application` in another's. */
function saysUnassigned(step: JsonObject): boolean {
  return Object.entries(detailsOf(step)).some(
    ([name, value]) => /^assigned(?: to the application)?$/i.test(name) && textOf(value).toLowerCase() === "false",
  );
}

const STEP_STATUSES = ["failure", "failed", "skipped", "warning", "success"];

function worstStatus(steps: readonly JsonObject[]): string {
  const seen = new Set(steps.map((step) => textOf(step["status"]).toLowerCase()));
  return STEP_STATUSES.find((status) => seen.has(status)) ?? "";
}

const FROM_WORST = ["failure", "not-in-scope", "inconclusive", "in-sync", "success"];

function worse(one: OnDemandVerdict | undefined, other: OnDemandVerdict): OnDemandVerdict {
  if (one === undefined) return other;
  return FROM_WORST.indexOf(one.result) <= FROM_WORST.indexOf(other.result) ? one : other;
}

/** The user an entry is about: its source identity, else what the import step read. */
function subjectOf(entry: JsonObject): string | undefined {
  const identity = isJsonObject(entry["sourceIdentity"]) ? textOf(entry["sourceIdentity"]["id"]) : "";
  if (identity !== "") return identity;
  const imported = stepsOf(entry)
    .map((step) => textOf(detailsOf(step)["objectId"]))
    .find((id) => id !== "");
  return imported;
}

function entriesOf(value: string | null | undefined): JsonObject[] {
  const read = parseJson(value);
  const entries = Array.isArray(read) ? read.filter(isJsonObject) : isJsonObject(read) ? [read] : [];
  return entries.filter((entry) => Object.keys(entry).length > 0);
}

function stepsOf(entry: JsonObject): JsonObject[] {
  const steps: unknown = entry["provisioningSteps"];
  return Array.isArray(steps) ? steps.filter(isJsonObject) : [];
}

function detailsOf(step: JsonObject): JsonObject {
  return isJsonObject(step["details"]) ? step["details"] : {};
}

function parseJson(text: string | null | undefined): unknown {
  try {
    return JSON.parse(text ?? "");
  } catch {
    return undefined;
  }
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function excerptOf({ key, value }: OnDemandAnswer): string {
  const text = plainText(`${key ?? ""} ${value ?? ""}`).trim();
  if (text === "") return "it is empty";
  return text.length > EXCERPT ? `"${text.slice(0, EXCERPT)}..."` : `"${text}"`;
}
