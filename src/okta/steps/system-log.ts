import { z } from "zod";
import { count } from "../../base/text.js";
import type { Look, Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { isForbidden } from "../api/errors.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import { systemLogByHand } from "../manual/provisioning.js";
import { failuresOf, reasonOf } from "../people/log-failures.js";
import { provisioningEvents } from "../people/progress.js";
import { readApps, readLog } from "../access/step-access.js";
import { readApp, type OktaTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({})
  .describe("Reads the app's provisioning events in the System Log and reports each failure. Changes nothing.");

const MOST_WARNINGS = 20;

/** Reads the app's provisioning events in the System Log, as guides ask. Changes nothing. */
export const systemLog = defineStepKind<z.output<typeof schema>, OktaTenant>({
  uses: "okta/system-log",
  title: "Check provisioning in the System Log",
  needs: ["app"],
  schema,
  create: () => ({
    access: { reads: [readApps, readLog], writes: [] },
    look,
    apply: () => Promise.reject(new Error("the System Log is only read")),
    expects: () => ({}),
    manual: systemLogByHand,
  }),
});

async function look({ tenant, clock }: StepContext<OktaTenant>): Promise<Look> {
  const app = await readApp(tenant);
  if (app === undefined) return { changes: [] };
  const events = await readEvents(() => provisioningEvents(tenant.api, app, clock));
  if (events === undefined) {
    return {
      changes: [],
      unchecked: [
        "The System Log was not read: the signed-in administrator has no access to it (scope okta.logs.read).",
      ],
    };
  }
  if (events.length > 0) return { changes: [], found: [summary(events)], warnings: failures(events, app) };
  const on = app.features.includes("PUSH_NEW_USERS");
  return on ? { changes: [], pending: ["The System Log has no provisioning events yet."] } : { changes: [] };
}

async function readEvents(read: () => Promise<OktaLogEvent[]>): Promise<OktaLogEvent[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

const RESULT_WORDS: Readonly<Record<string, string>> = {
  SUCCESS: "succeeded",
  FAILURE: "failed",
  SKIPPED: "skipped",
  UNKNOWN: "without a result",
};

function summary(events: readonly OktaLogEvent[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of events) {
    const result = outcome?.result ?? "UNKNOWN";
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  const parts = [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([result, number]) => `${String(number)} ${RESULT_WORDS[result] ?? result}`);
  return `The System Log has ${count(events.length, "provisioning event")}: ${parts.join(", ")}.`;
}

/** One warning for each user or group whose newest event is a failure; a later success cancels an earlier failure. */
function failures(newestFirst: readonly OktaLogEvent[], app: OktaApp): Warning[] {
  const keyOf = (event: OktaLogEvent): string => `${familyOf(event)}\n${subjectOf(event, app)}`;
  const failed = [...failuresOf(newestFirst, keyOf).values()].map((event) => failure(event, subjectOf(event, app)));
  if (failed.length <= MOST_WARNINGS) return failed;
  const rest: Warning = {
    code: "provisioning-failed",
    message: `${String(failed.length - MOST_WARNINGS)} more failures are in the System Log.`,
    fix: "Fix the failures above first: the others often have the same cause.",
  };
  return [...failed.slice(0, MOST_WARNINGS), rest];
}

function failure(event: OktaLogEvent, who: string): Warning {
  return {
    code: "provisioning-failed",
    message: `${who}: ${reasonOf(event)}${event.outcome?.reason == null ? "" : ` (${event.eventType})`}`,
    fix: "Fix the cause in Okta or on the SCIM server, then retry under Dashboard > Tasks in the Admin Console.",
  };
}

/** `application.provision.user` or `application.provision.group_push`: one attempt can have several events of a family. */
function familyOf({ eventType }: OktaLogEvent): string {
  return eventType.split(".").slice(0, 3).join(".");
}

/** The user or group of an event: the target that is not the app. */
function subjectOf(event: OktaLogEvent, app: OktaApp): string {
  const target = (event.target ?? []).find(({ id, type }) => id !== app.id && type !== "AppInstance");
  return target?.alternateId ?? target?.displayName ?? target?.id ?? `the app "${app.label}"`;
}
