import { z } from "zod";
import { count } from "../../base/text.js";
import type { Look, Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { ProvisioningLogRecord } from "../api/schemas.js";
import { provisioningLogByHand } from "../manual.js";
import { failureOfRecord, newestRecords, readRecords, statusOfRecord } from "../people/provisioning-records.js";
import type { EntraTenant } from "../tenant/tenant.js";

const schema = z.strictObject({}).describe("Reads the job's provisioning log and tells each failure. Changes nothing.");

const MOST_WARNINGS = 20;

/** Reads the job's provisioning log, as guides ask an administrator to. Changes nothing. */
export const provisioningLog = defineStepKind<z.output<typeof schema>, EntraTenant>({
  uses: "entra/provisioning-log",
  title: "Look for failures in the provisioning log",
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
  "The provisioning log was not read: it needs ProvisioningLog.Read.All (role Reports Reader) and Microsoft Entra ID P1 or P2.";
/** The log lags minutes behind, so nothing follows from its silence. */
const NO_RECORD = "The provisioning log has no record yet: it lags minutes behind.";

function summary(records: readonly ProvisioningLogRecord[]): string {
  const counts = new Map<string, number>();
  for (const status of records.map(statusOfRecord)) counts.set(status, (counts.get(status) ?? 0) + 1);
  const parts = [...counts]
    .sort(([a], [b]) => a.localeCompare(b))
    .map(([status, number]) => `${String(number)} ${status}`);
  return `The provisioning log holds ${count(records.length, "record")}: ${parts.join(", ")}.`;
}

/** One warning for each person and group whose newest record is a failure. */
function failures(newestFirst: readonly ProvisioningLogRecord[]): Warning[] {
  const failed = [...newestRecords(newestFirst).values()].flatMap((record) => {
    const failure = failureOfRecord(record);
    return failure === undefined ? [] : [warning(record, failure)];
  });
  if (failed.length <= MOST_WARNINGS) return failed;
  const rest: Warning = {
    code: "provisioning-failed",
    message: `${String(failed.length - MOST_WARNINGS)} more failures are in the provisioning log.`,
    fix: "Mend the ones above first: the rest often has the same reason.",
  };
  return [...failed.slice(0, MOST_WARNINGS), rest];
}

function warning(
  { sourceIdentity, provisioningAction }: ProvisioningLogRecord,
  { reason, fix }: { readonly reason: string; readonly fix: string },
): Warning {
  const who = [sourceIdentity?.displayName, sourceIdentity?.id].find((name) => (name ?? "") !== "") ?? "somebody";
  return { code: "provisioning-failed", message: `${who}: ${reason} (${provisioningAction ?? "other"})`, fix };
}
