import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import { differenceOf } from "../../setup/plan/drift.js";
import type { Change, Difference, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { OktaApp, OktaAppProfile, OktaProfileMapping } from "../api/schemas.js";
import { attributeMissing, attributeOf, targetPath } from "../app/app-attributes.js";
import { attributeMappingsByHand } from "../manual/attributes.js";
import { changeSummary } from "./change-summary.js";
import { expressionFor, meaningOf, saysTheSame } from "../app/mapping-expression.js";
import { manageMappings, readApps, readMappings, readSchemas } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { mappingUndo } from "../undo/mapping.js";

const schema = z
  .strictObject({
    mappings: z
      .record(z.string().min(1), z.string())
      .describe("Expression for each attribute of the app's user profile; an empty expression maps nothing"),
    check: z
      .boolean()
      .default(false)
      .describe("Only check the mappings: a different mapping is reported and not changed"),
  })
  .describe(
    'Expressions that fill the app\'s attributes from the Okta user profile (Profile Editor > Mappings), applied on "Create and update". Other mappings are not changed.',
  );
type AttributeMappings = z.output<typeof schema>;
type Context = StepContext<OktaTenant>;

/** What one run learns of the org and keeps for the proof. */
interface Seen {
  promises: readonly ValuePromise[];
  /** How many users were assigned before this run changed a mapping: they keep the old values until the new ones are applied. */
  before: number;
}

/** Mappings from the Okta user profile to the app's (Okta: OpenAPI description, `updateProfileMapping`). Only the named ones are written. */
export const attributeMappings = defineStepKind<AttributeMappings, OktaTenant>({
  uses: "okta/attribute-mappings",
  title: "Map user attributes",
  needs: ["app"],
  schema,
  create: (input) => {
    const seen: Seen = { promises: [], before: 0 };
    return {
      access: { reads: [readApps, readSchemas, readMappings], writes: input.check ? [] : [manageMappings] },
      look: (context) => look(input, context, seen),
      apply: ({ tenant }, change) => write(tenant, change),
      recall: ({ tenant }) => mappingLeft(tenant),
      undo: mappingUndo,
      expects: () => ({ values: seen.promises }),
      manual: () => attributeMappingsByHand(input.mappings, input.check),
    };
  },
});

async function look(input: AttributeMappings, { tenant }: Context, seen: Seen): Promise<Look> {
  const app = await readApp(tenant);
  const profile = app === undefined ? undefined : await tenant.api.appProfile.read(app.id);
  const mapping = app === undefined ? undefined : await mappingOf(tenant, app);
  const found: string[] = [];
  const unchecked: string[] = [];
  const changes: Change[] = [];
  const warnings: Warning[] = [];
  const promises: ValuePromise[] = [];
  const differs: Difference[] = [];
  for (const [name, written] of Object.entries(input.mappings)) {
    if (written.trim() === "") {
      found.push(`"${name}" is not mapped: the guide leaves its expression empty.`);
      continue;
    }
    const attribute = attributeOf(name, tenant.results, profile);
    const path = targetPath(name, attribute);
    if (app !== undefined && attribute === undefined) requireBase(name, app, profile, path);
    const expression = expressionFor(attribute?.type, written);
    const shown = mapping?.properties[name];
    const actual = shown?.expression ?? undefined;
    const promise = path === undefined ? undefined : promiseOf(name, path, expression, attribute?.type);
    if (promise !== undefined) promises.push(promise);
    if (promise?.attribute === undefined && promise?.constant === undefined)
      unchecked.push(`The value of "${name}" on the SCIM server: its expression ${expression} is not evaluated here.`);

    const same = actual !== undefined && saysTheSame(expressionFor(attribute?.type, actual), expression);
    if (same && (input.check || shown?.pushStatus !== "DONT_PUSH")) found.push(`"${name}" is mapped from ${actual}.`);
    else if (input.check) {
      const differing = checkedWarnings(name, expression, actual, app);
      const resource = { type: "attribute-mapping", name };
      const where = { resource, path: "expression", expected: expression, actual: actual ?? null };
      warnings.push(...differing);
      differs.push(...differing.map((warning) => differenceOf(warning, where)));
    } else changes.push(mapChange(name, { expression, written, actual, pushStatus: shown?.pushStatus }));
  }
  seen.promises = promises;
  if (changes.length > 0 && app !== undefined) seen.before = (await tenant.api.assignments.people(app.id)).length;
  return { changes, found, unchecked, warnings: [...warnings, ...haveOldValues(seen)], differs };
}

async function mappingOf({ api }: OktaTenant, app: OktaApp): Promise<OktaProfileMapping> {
  const mapping = await api.profileMappings.toApp(app.id);
  if (mapping !== undefined) return mapping;
  throw new SetupError({
    code: "mapping-missing",
    exitCode: EXIT.failed,
    what: `Okta shows no attribute mapping for the app "${app.label}"`,
    why: "every app has one, but the signed-in administrator may not have access to it",
    fix: [
      "Give the administrator the role Application Administrator for this app, then run the same command again.",
      "Or map the attributes yourself under Directory > Profile Editor > Mappings, and skip this step with --skip.",
    ],
    refused: true,
  });
}

/** Okta's own attributes of a SCIM app appear once SCIM is on; a mapping to anything else that is missing would be refused. */
function requireBase(name: string, app: OktaApp, profile: OktaAppProfile | undefined, path: string | undefined): void {
  if (profile?.definitions.base[name] !== undefined) return;
  if (path !== undefined && app.features.length === 0) return;
  throw attributeMissing(name, "the guide maps");
}

async function mappingLeft(tenant: OktaTenant): Promise<Required<Applied>> {
  const app = await requireApp(tenant);
  return { id: (await mappingOf(tenant, app)).id, undoData: { appId: app.id } };
}

async function write(tenant: OktaTenant, change: Change): Promise<Applied> {
  const { name } = change.resource;
  const expression = change.fields.find(({ path }) => path === "expression")?.after;
  if (typeof expression !== "string") throw new Error(`no expression for ${name}`);
  const left = await mappingLeft(tenant);
  try {
    await tenant.api.profileMappings.set(left.id, { [name]: expression });
  } catch (error) {
    throw isBadMapping(error) ? refused(name, expression, error) : error;
  }
  return left;
}

function isBadMapping(error: unknown): error is SetupError {
  return error instanceof SetupError && error.what.includes("E0000045");
}

function refused(name: string, expression: string, cause: SetupError): SetupError {
  return new SetupError({
    code: "expression-refused",
    exitCode: EXIT.failed,
    what: `Okta rejected the expression ${expression} for "${name}" (E0000045)`,
    ...(cause.why === undefined ? {} : { why: cause.why }),
    fix: [
      `Test the expression under Directory > Profile Editor > Mappings > Okta User to the app, next to "${name}". The console shows what is wrong.`,
      'Put fixed text in quotes, for example "text". Refer to a user attribute as user.NAME.',
    ],
    ...(cause.requestId === undefined ? {} : { requestId: cause.requestId }),
    refused: true,
    cause,
  });
}

interface MapValues {
  readonly expression: string;
  /** As the guide has it. */
  readonly written: string;
  readonly actual: string | undefined;
  readonly pushStatus: string | null | undefined;
}

function mapChange(name: string, { expression, written, actual, pushStatus }: MapValues): Change {
  const meaning = meaningOf(expression);
  const source = meaning.kind === "constant" ? `always ${expression}` : `from ${expression}`;
  const reworded = written.trim() === expression ? undefined : `the guide's ${written.trim()}, written as a boolean`;
  return {
    action: "update",
    resource: { type: "attribute-mapping", name },
    fields: [
      { path: "expression", before: actual ?? null, after: expression },
      { path: "pushStatus", before: pushStatus ?? null, after: "PUSH" },
    ],
    ...(reworded === undefined ? {} : { note: reworded }),
    summary: changeSummary(source),
  };
}

function checkedWarnings(
  name: string,
  expression: string,
  actual: string | undefined,
  app: OktaApp | undefined,
): Warning[] {
  // Before SCIM is on, Okta has not created the mapping yet.
  if (app === undefined || app.features.length === 0) return [];
  return [
    {
      code: "mapping-differs",
      message: `"${name}" is ${actual === undefined ? "not mapped" : `mapped from ${actual}`}; the guide says ${expression}.`,
      fix: `Change it under Provisioning > To App > Attribute Mappings of "${app.label}", unless the difference is intended.`,
    },
  ];
}

/** No API applies new mappings to users who are already assigned; Okta applies them at the user's next change. */
function haveOldValues({ before }: Seen): Warning[] {
  if (before === 0) return [];
  return [
    {
      code: "mapping-not-applied",
      message: `${count(before, "user is", "users are")} already assigned to the app and ${before === 1 ? "keeps" : "keep"} the old values until Okta next updates them.`,
      fix: 'Under Directory > Profile Editor > Mappings, open the mapping to the app, click Save Mappings, then click "Apply updates now".',
    },
  ];
}

/** Only a text attribute or a literal is promised; a computed value only cancels what an earlier step promised. */
function promiseOf(name: string, path: string, expression: string, type: string | undefined): ValuePromise {
  const meaning = meaningOf(expression);
  const reason = `Okta sends ${expression} as ${name}; with another value, the mapping was not applied to this user, an update failed, or the SCIM server rewrites the value`;
  const promise = { path, match: "exact", reason } as const;
  if (meaning.kind === "constant") return { ...promise, constant: meaning.constant };
  const isText = type === undefined || type === "string";
  if (meaning.kind === "computed" || !isText) return promise;
  const match = path.startsWith("emails") ? "caseless" : "exact";
  return { ...promise, match, attribute: meaning.attribute };
}
