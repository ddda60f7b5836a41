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
      .describe("Expressions by the attribute of the app's user profile they fill; an empty one maps nothing"),
    check: z
      .boolean()
      .default(false)
      .describe("Only make sure that they are so: a different one is told, and left as it is"),
  })
  .describe(
    "Expressions that fill the app's attributes from Okta's people (Profile Editor > Mappings), on \"Create and update\". Other mappings stay.",
  );
type AttributeMappings = z.output<typeof schema>;
type Context = StepContext<OktaTenant>;

/** What one run learns of the org and keeps for the proof. */
interface Seen {
  promises: readonly ValuePromise[];
  /** People assigned before this run changed a mapping: they have the old values until somebody applies the new ones. */
  before: number;
}

/** Mappings from Okta's people to the app's (Okta: OpenAPI description, `updateProfileMapping`). Only the named ones are written. */
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
      found.push(`The guide leaves the expression of "${name}" empty, which maps nothing: it is skipped.`);
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
      unchecked.push(`Whether "${name}" is right on the target: its expression ${expression} is not evaluated here.`);

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
    what: `Okta shows no mapping from its people to those of the app "${app.label}"`,
    why: "an app has one from the moment it exists; the signed-in administrator may not see it",
    fix: [
      "Give the administrator the role Application Administrator for this app, and run the same command again.",
      "Or map the attributes by hand under Directory > Profile Editor > Mappings, and leave this step out with --skip.",
    ],
    refused: true,
  });
}

/** Okta's own attributes of a SCIM app appear once SCIM is on; anything else that is missing would be refused as a bad mapping. */
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
    what: `Okta refuses the expression ${expression} for "${name}" (E0000045)`,
    ...(cause.why === undefined ? {} : { why: cause.why }),
    fix: [
      `Try the expression under Directory > Profile Editor > Mappings > Okta User to the app, beside "${name}": the console says what is wrong with it.`,
      'A text stands in quotes within the expression, as "text"; an attribute of the person is user.NAME.',
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
  const reworded = written.trim() === expression ? undefined : `the guide's ${written.trim()}, as a boolean`;
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
  // Before SCIM is on, Okta has not made the mapping yet.
  if (app === undefined || app.features.length === 0) return [];
  return [
    {
      code: "mapping-differs",
      message: `"${name}" is ${actual === undefined ? "not mapped" : `mapped from ${actual}`}; the guide says ${expression}.`,
      fix: `Change it under Provisioning > To App, Attribute Mappings, or under Directory > Profile Editor > Mappings, unless "${app.label}" is meant to be so.`,
    },
  ];
}

/** No API applies new mappings to people who are assigned already; at their next change Okta does it by itself. */
function haveOldValues({ before }: Seen): Warning[] {
  if (before === 0) return [];
  return [
    {
      code: "mapping-not-applied",
      message: `${count(before, "person is", "people are")} assigned to the app already: they keep the values of the mappings before until Okta next updates them.`,
      fix: 'Under Directory > Profile Editor > Mappings, open the mapping to the app, click Save Mappings, and then "Apply updates now".',
    },
  ];
}

/** Only a text of the person or a literal is promised; what has to be computed only takes the word of an earlier step back. */
function promiseOf(name: string, path: string, expression: string, type: string | undefined): ValuePromise {
  const meaning = meaningOf(expression);
  const reason = `Okta sends ${expression} as ${name}; another value means that the mapping was not applied to this person, a failed update, or a target that rewrites it`;
  const promise = { path, match: "exact", reason } as const;
  if (meaning.kind === "constant") return { ...promise, constant: meaning.constant };
  const isText = type === undefined || type === "string";
  if (meaning.kind === "computed" || !isText) return promise;
  const match = path.startsWith("emails") ? "caseless" : "exact";
  return { ...promise, match, attribute: meaning.attribute };
}
