import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { Expectation } from "../../setup/model/expectation.js";
import type { Change, FieldChange, Look } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { syncRead, syncWrite } from "../api/access.js";
import { attributeMappingsByHand } from "../manual.js";
import { mappingPromises, mappingRequirements } from "../people/mapping-promises.js";
import { mappingWarnings, switchWarnings } from "../mapping/mapping-warnings.js";
import { isOwnSchema, rememberSchema, withoutAnnotations } from "../mapping/own-schema.js";
import { hasBeenStarted, isRestartDue, rememberRestart } from "../job/restart-due.js";
import { expressionFor, planMappings } from "../mapping/schema-surgery.js";
import { requireJob, type EntraTenant } from "../tenant/tenant.js";
import { mappingUndoData, mappingUndo } from "../undo/mapping.js";
import { entraResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    users: z
      .array(
        z.strictObject({
          target: z.string().min(1).describe("SCIM path of the attribute on the SCIM server"),
          source: z
            .string()
            .regex(/^[A-Za-z_][A-Za-z0-9_.]*$/, "the name of an Entra user attribute")
            .describe("Entra user attribute that it comes from"),
          why: z.string().min(1).optional().describe("Why the guide needs this mapping; the plan shows it"),
        }),
      )
      .min(1)
      .refine((users) => new Set(users.map(({ target }) => target.toLowerCase())).size === users.length, {
        message: "each target attribute can be mapped only once",
      })
      .describe("How attributes of users on the SCIM server are filled; all other mappings stay as they are"),
  })
  .describe("Changes or adds attribute mappings of users, and keeps a copy of the previous schema.");
type AttributeMappings = z.output<typeof schema>;
type Context = StepContext<EntraTenant>;

/** What one run remembers between its looks. */
interface Memory {
  /** The schema as last read: what the proof's reasons speak of. */
  schema: JsonObject | undefined;
  looked: boolean;
  /** The file with a copy of the previous schema. */
  copy: string | undefined;
  /** What undo has to know of the last write. */
  applied: Applied;
  /** True after a write, until it was read back. */
  wrote: boolean;
}

/** What these steps give to later ones. */
const given = entraResults("mappings", "restartNeeded");

/**
 * Attribute mappings of users: surgery on a schema that belongs to the tenant. It is read whole, changed in the wanted places,
 * compared with a second reading, kept in a file, written whole and read again; Microsoft Graph offers no ETag for it.
 */
export const attributeMappings = defineStepKind<AttributeMappings, EntraTenant>({
  uses: "entra/attribute-mappings",
  title: "Fix the attribute mappings",
  gives: given.names,
  needs: ["app", "job"],
  schema,
  create: (input) => {
    const memory: Memory = { schema: undefined, looked: false, copy: undefined, applied: {}, wrote: false };
    return {
      access: { reads: [syncRead], writes: [syncWrite] },
      undo: mappingUndo,
      look: (context) => look(input, context, memory),
      apply: async (context) => {
        await write(input, context, memory);
        return memory.applied;
      },
      recall: () => Promise.resolve(memory.applied),
      expects: () => expectationOf(input, memory),
      manual: () => attributeMappingsByHand(input.users),
    };
  },
});

async function look(input: AttributeMappings, context: Context, memory: Memory): Promise<Look> {
  const { tenant, clock } = context;
  const { app, job, mappings } = tenant.results;
  given.give(tenant, { mappings: { ...mappings, wanted: input.users } });
  if (app === undefined || job === undefined) {
    given.give(tenant, { mappings: { ...mappings, wanted: input.users, schema: undefined } });
    return { changes: [changeOf(input, allFields(input), [DEFAULTS])] };
  }
  const schema = await tenant.api.jobs.schema(requireJob(tenant, clock));
  const { fields, defines, after } = planMappings(schema, input.users);
  // One that leaves a doubt is nothing that later steps and the proof could speak of.
  given.give(tenant, { mappings: { schema, ahead: memory.looked ? schema : after, wanted: input.users } });
  memory.schema = schema;
  // As Microsoft keeps it, which may be another wording than was written.
  if (memory.wrote && fields.length === 0) rememberSchema(context.journal, job.id, schema);
  if (fields.length === 0) memory.wrote = false;
  const started = hasBeenStarted(job);
  // What a run would restart for is told already where nothing is about to be written.
  const planned = fields.length > 0 && started && context.verifying !== true;
  noteRestart(context, job.id, planned, memory);
  const found = [
    ...input.users.map(({ target }) => told(schema, target)),
    ...(memory.copy === undefined ? [] : [`A copy of the previous mappings is in ${memory.copy}.`]),
  ];
  const warnings = [...mappingWarnings(schema), ...switchWarnings(after)];
  if (fields.length === 0) return { changes: [], found, warnings };
  const notes = [
    ...defines.map((target) => `${target} is added to the attribute list of the provisioning job.`),
    ...(started ? [RESTART] : []),
  ];
  return { changes: [changeOf(input, fields, notes)], found, warnings };
}

/** The width of a plan's last column. */
const MOST_SUMMARY = 40;
const DEFAULTS = "Default mappings that are already right stay as they are.";
const RESTART = "Provisioning has run before, so it is restarted to send the new values for existing users.";

function allFields({ users }: AttributeMappings): FieldChange[] {
  return users.map(({ target, source }) => ({ path: target, before: null, after: `[${source}]` }));
}

function changeOf({ users }: AttributeMappings, fields: readonly FieldChange[], notes: readonly string[]): Change {
  const changed = new Set(fields.map(({ path }) => path));
  const reasons = users.flatMap(({ target, why }) => (changed.has(target) && why !== undefined ? [why] : []));
  return {
    action: "update",
    resource: { type: "attribute-mappings", name: "users" },
    fields,
    ...(reasons.length + notes.length === 0 ? {} : { note: [...reasons, ...notes].join(" ") }),
    summary: summaryOf(users.filter(({ target }) => changed.has(target))),
  };
}

/** `externalId = objectId, and 2 more`; the number alone where the names are too long for a plan's column. */
function summaryOf(mappings: readonly Pick<AttributeMappings["users"][number], "target" | "source">[]): string {
  const [first, ...others] = mappings;
  const more = others.length === 0 ? "" : `, and ${String(others.length)} more`;
  // An extension's attribute has its schema's name in front: `urn:...:User:department`.
  const named = `${first?.target.split(":").at(-1) ?? ""} = ${first?.source ?? ""}${more}`;
  return named.length <= MOST_SUMMARY ? named : count(mappings.length, "attribute");
}

function told(schema: JsonObject, target: string): string {
  const expression = expressionFor(schema, target);
  if (expression === undefined) return `${target} is not mapped.`;
  return `${target} <- ${expression ?? "a constant"}`;
}

/**
 * A restart is due from the moment the mappings are written, which the journal knows. The first look of a run is the plan's:
 * it announces the restart that the planned change will need. Later ones do not, since the change may have been skipped.
 */
function noteRestart({ tenant, journal }: Context, jobId: string, planned: boolean, memory: Memory): void {
  const due = isRestartDue(journal, jobId);
  given.give(tenant, { restartNeeded: memory.looked ? due : tenant.results.restartNeeded || due || planned });
  memory.looked = true;
}

async function write({ users }: AttributeMappings, context: Context, memory: Memory): Promise<void> {
  const { tenant, clock, journal } = context;
  const { api } = tenant;
  const { job, mappings } = tenant.results;
  const place = requireJob(tenant, clock);
  const seen = mappings.schema;
  const before = await api.jobs.schema(place);
  if (seen !== undefined && !isDeepStrictEqual(withoutAnnotations(before), withoutAnnotations(seen))) throw changed();
  const { after, fields, defines } = planMappings(before, users);
  if (fields.length === 0) return;
  memory.copy = tenant.backUp(`schema-${place.jobId}`, before) ?? memory.copy;
  if (job !== undefined && hasBeenStarted(job)) {
    // Before the write: a run that is interrupted right after it must not forget the restart.
    rememberRestart(journal, place.jobId, "needed");
    given.give(tenant, { restartNeeded: true });
  }
  const { servicePrincipalId, jobId } = place;
  const targets = fields.map(({ path }) => path);
  memory.applied = { undoData: { servicePrincipalId, jobId, ...mappingUndoData(before, targets, defines) } };
  if (isOwnSchema(journal, jobId, before) !== "different") {
    rememberSchema(journal, jobId, after);
    memory.wrote = true;
  }
  await api.jobs.replaceSchema(place, withoutAnnotations(after));
}

function changed(): SetupError {
  return new SetupError({
    code: "schema-changed",
    exitCode: EXIT.failed,
    what: "The attribute mappings changed while this run was working on them",
    why: "someone else edited them at the same time, and saving now would overwrite that edit",
    fix: ["Wait until the other edit is finished, then run the same command again."],
    refused: true,
  });
}

function expectationOf({ users }: AttributeMappings, { schema }: Memory): Expectation {
  return { values: mappingPromises(schema, users), requires: mappingRequirements(schema, users) };
}
