import { z } from "zod";
import { count } from "../../base/text.js";
import type { Look, Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { ProvisioningLogRecord } from "../api/schemas.js";
import { provisioningLogByHand } from "../manual.js";
import { failureOfRecord, newestRecords, readRecords, statusOfRecord } from "../people/provisioning-records.js";
import type { EntraTenant } from "../tenant/tenant.js";

const schema = z
  .strictObject({})
  .describe("Reads the provisioning logs of the job and reports each failure. Changes nothing.");

const MOST_WARNINGS = 20;

/** Reads the provisioning logs of the job, as guides ask an administrator to. Changes nothing. */
export const provisioningLog = defineStepKind<z.output<typeof schema>, EntraTenant>({
  uses: "entra/provisioning-log",
  title: "Check the provisioning logs for failures",
  needs: ["app", "job"],
  schema,
  create: () => {
    let told: readonly string[] = [];
    return {
      look: async (context) => {
        const seen = await look(context);
        told = (seen.warnings ?? []).map(({ message }) => message);
        return seen;
      },
      apply: () => Promise.reject(new Error("the provisioning log is only read")),
      expects: () => ({}),
      manual: provisioningLogByHand,
      conclude: async (context) => {
        const { found = [], unchecked = [], warnings = [] } = await look(context);
        return { found: [...found, ...unchecked], warnings: warnings.filter(({ message }) => !told.includes(message)) };
      },
    };
  },
});

async function look({ tenant, clock }: StepContext<EntraTenant>): Promise<Look> {
  const { job } = tenant.results;
  if (job === undefined) return { changes: [] };
  const records = await readRecords(tenant, job, clock);
  if (records === undefined) return { changes: [], unchecked: [NOT_READ] };
  if (records.length === 0) return { changes: [], found: [NO_RECORD] };
  return { changes: [], found: [summary(records)], warnings: failures(records) };
}

const NOT_READ =
  "The provisioning logs were not read: that needs the permission ProvisioningLog.Read.All (role Reports Reader) and Microsoft Entra ID P1 or P2.";
/** The logs lag minutes behind, so nothing follows from their silence. */
const NO_RECORD = "The provisioning logs have no entries yet; new entries can take some minutes to appear.";

function summary(records: readonly ProvisioningLogRecord[]): string {
  const counts = new Map<string, number>();
  for (const status of records.map(statusOfRecord)) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, number]) => `${String(number)} ${status}`);
  return `The provisioning logs have ${count(records.length, "entry", "entries")}: ${parts.join(", ")}.`;
}

/** One warning for each user and group whose newest entry is a failure. */
function failures(newestFirst: readonly ProvisioningLogRecord[]): Warning[] {
  const failed = [...newestRecords(newestFirst).values()].flatMap((record) => {
    const failure = failureOfRecord(record);
    return failure === undefined ? [] : [warning(record, failure)];
  });
  if (failed.length <= MOST_WARNINGS) return failed;
  const rest: Warning = {
    code: "provisioning-failed",
    message: `The provisioning logs have ${count(failed.length - MOST_WARNINGS, "more failure")}.`,
    fix: "Fix the failures above first: the others often have the same cause.",
  };
  return [...failed.slice(0, MOST_WARNINGS), rest];
}

function warning(
  { sourceIdentity, provisioningAction }: ProvisioningLogRecord,
  { reason, fix }: { readonly reason: string; readonly fix: string },
): Warning {
  const who =
    [sourceIdentity?.displayName, sourceIdentity?.id].find((name) => (name ?? "") !== "") ?? "an unknown user or group";
  return { code: "provisioning-failed", message: `${who}: ${reason} (${provisioningAction ?? "other"})`, fix };
}
