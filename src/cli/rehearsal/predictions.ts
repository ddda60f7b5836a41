import type { JsonValue } from "../../base/json.js";
import { mergeExpectations } from "../../setup/model/expectation.js";
import { readPopulation } from "../../setup/plan/population.js";
import type { Setup } from "../../setup/step/setup.js";
import type { Rehearsal } from "../run/rehearsal.js";
import type { Payloads, Prediction } from "../run/people-report.js";
import type { Wrong } from "../../setup/model/proof.js";
import type { RunResult } from "../../setup/model/run-result.js";

/** What predictions are read from. */
export interface Rehearsed<Tenant> {
  readonly setup: Setup<Tenant>;
  readonly result: RunResult;
  readonly explain: Rehearsal<Tenant>["explain"];
  readonly payloads: Payloads;
}

/**
 * The result of the dry run for each user, read from its proof; nothing is judged here.
 *
 * @returns undefined when the dry run ended before a proof
 */
export async function predict<Tenant>({
  setup: { steps, session },
  result,
  explain,
  payloads,
}: Rehearsed<Tenant>): Promise<readonly Prediction[] | undefined> {
  const { proof } = result;
  if (proof === undefined) return undefined;
  const expectation = mergeExpectations(steps.map((step) => step.expects()));
  const { expected } = await readPopulation(session.directory, expectation);
  const wrong = new Map<string, Wrong[]>();
  for (const one of proof.users.wrong) wrong.set(one.name, [...(wrong.get(one.name) ?? []), one]);

  const targetIds = new Map(expected.map(({ name }) => [name, explain(name)?.targetId]));
  const sharing = sharedBy(targetIds);
  const warned = warnedOf(result);
  const arriving = expected.map(({ name }): Prediction => {
    const problems = wrong.get(name) ?? [];
    const absent = problems.some(({ state }) => state === "missing" || state === "waiting");
    const targetId = targetIds.get(name) ?? "";
    const others = sharing.get(targetId)?.filter((other) => other !== name) ?? [];
    const reasons = [...problems.map(problemText), ...others.map(sharedText)];
    const payload = absent || others.length > 0 ? undefined : payloads.createdWith(targetId);
    const doubts = absent ? [] : [...(warned.get(name) ?? []), ...longValues(payload)];
    return {
      name,
      arrives: !absent,
      ...(reasons.length === 0 ? {} : { reason: reasons.join("; ") }),
      ...(doubts.length === 0 ? {} : { doubts }),
      ...(payload === undefined ? {} : { payload }),
    };
  });
  const absent = proof.users.notExpected.map(({ name, reason }): Prediction => ({ name, arrives: false, reason }));
  return [...arriving, ...absent];
}

/** The users of each account on the SCIM server that more than one user of the tenant shares. */
function sharedBy(targetIds: ReadonlyMap<string, string | undefined>): ReadonlyMap<string, readonly string[]> {
  const people = new Map<string, string[]>();
  for (const [name, id] of targetIds) if (id !== undefined) people.set(id, [...(people.get(id) ?? []), name]);
  return new Map([...people].filter(([, names]) => names.length > 1));
}

function sharedText(other: string): string {
  return `shares one account on the SCIM server with ${other}: the lookup before creating this user found that account`;
}

/** What the steps' warnings say about single users. */
function warnedOf({ steps }: RunResult): ReadonlyMap<string, readonly string[]> {
  const warned = new Map<string, string[]>();
  for (const { people } of steps.flatMap(({ warnings }) => warnings ?? []))
    for (const name of people?.names ?? [])
      warned.set(name, [...new Set([...(warned.get(name) ?? []), people?.what ?? ""])]);
  return warned;
}

/** Many databases limit a column to this length; the vendor's limit is not known. */
const USUAL_LENGTH = 255;

function longValues(value: JsonValue | undefined, path = ""): string[] {
  if (typeof value === "string")
    return value.length > USUAL_LENGTH
      ? [`${path} has ${String(value.length)} characters; the limit of the vendor's SCIM server is not known`]
      : [];
  if (value === null || typeof value !== "object") return [];
  return Object.entries(value).flatMap(([key, inner]: [string, JsonValue | undefined]) =>
    longValues(inner, path === "" ? key : `${path}.${key}`),
  );
}

function problemText({ state, path, expected, actual, reason }: Wrong): string {
  if (state !== "value" || path === undefined) return reason;
  return `${path} is ${JSON.stringify(actual)}, not ${JSON.stringify(expected)}: ${reason}`;
}
