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
  .describe("Reads the app's provisioning events in the System Log and tells each failure. Changes nothing.");

const MOST_WARNINGS = 20;

/** Reads the app's provisioning events in the System Log, as guides ask an administrator to. Changes nothing. */
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
      unchecked: ["The System Log was not read: the signed-in administrator may not (scope okta.logs.read)."],
    };
  }
  if (events.length > 0) return { changes: [], found: [summary(events)], warnings: failures(events, app) };
  const on = app.features.includes("PUSH_NEW_USERS");
  return on ? { changes: [], pending: ["There is no provisioning event in the System Log yet."] } : { changes: [] };
}

async function readEvents(read: () => Promise<OktaLogEvent[]>): Promise<OktaLogEvent[] | undefined> {
  try {
    return await read();
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

function summary(events: readonly OktaLogEvent[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of events) {
    const result = outcome?.result ?? "UNKNOWN";
    counts.set(result, (counts.get(result) ?? 0) + 1);
  }
  const parts = [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([result, number]) => `${String(number)} ${result}`);
  return `The System Log holds ${count(events.length, "provisioning event")}: ${parts.join(", ")}.`;
}

/** One warning for each person or group whose newest word is a failure; a later success takes an earlier failure back. */
function failures(newestFirst: readonly OktaLogEvent[], app: OktaApp): Warning[] {
  const keyOf = (event: OktaLogEvent): string => `${familyOf(event)}\n${subjectOf(event, app)}`;
  const failed = [...failuresOf(newestFirst, keyOf).values()].map((event) => failure(event, subjectOf(event, app)));
  if (failed.length <= MOST_WARNINGS) return failed;
  const rest: Warning = {
    code: "provisioning-failed",
    message: `${String(failed.length - MOST_WARNINGS)} more failures are in the System Log.`,
    fix: "Mend the ones above first: the rest often has the same reason.",
  };
  return [...failed.slice(0, MOST_WARNINGS), rest];
}

function failure(event: OktaLogEvent, who: string): Warning {
  return {
    code: "provisioning-failed",
    message: `${who}: ${reasonOf(event)}${event.outcome?.reason == null ? "" : ` (${event.eventType})`}`,
    fix: "Mend what the reason names in Okta or at the target, then retry it under Dashboard > Tasks of the admin console.",
  };
}

/** `application.provision.user` or `application.provision.group_push`: an attempt can be told by several events of one family. */
function familyOf({ eventType }: OktaLogEvent): string {
  return eventType.split(".").slice(0, 3).join(".");
}

/** The person or group of an event: whichever of its targets is not the app. */
function subjectOf(event: OktaLogEvent, app: OktaApp): string {
  const target = (event.target ?? []).find(({ id, type }) => id !== app.id && type !== "AppInstance");
  return target?.alternateId ?? target?.displayName ?? target?.id ?? `the app "${app.label}"`;
}
