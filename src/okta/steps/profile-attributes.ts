import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { nearNames } from "../../base/text.js";
import { differenceOf } from "../../setup/plan/drift.js";
import type { Change, Difference, Look, Warning } from "../../setup/model/plan.js";
import type { Applied, StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import type { OktaAppProfile, OktaAttribute } from "../api/schemas.js";
import type { AttributeBody } from "../api/vendor/bodies.js";
import { shownAttribute } from "../app/app-attributes.js";
import { changeSummary } from "./change-summary.js";
import { profileAttributesByHand } from "../manual/attributes.js";
import { manageSchemas, readApps, readSchemas } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { attributeUndo } from "../undo/attribute.js";
import { oktaResults, type AppAttribute } from "../tenant/results.js";

const attribute = z.strictObject({
  name: z
    .string()
    .regex(/^[A-Za-z_]\w*$/, "must begin with a letter and contain only letters, digits and underscores")
    .describe('"Variable name"'),
  type: z
    .enum(["string", "boolean", "number", "integer", "string array", "number array", "integer array"])
    .describe('"Data type"'),
  title: z.string().min(1).optional().describe('"Display name", if it differs from the name'),
  description: z.string().min(1).optional().describe('"Description"'),
  externalName: z.string().min(1).optional().describe('"External name", if it differs from the name'),
  externalNamespace: z.string().min(1).optional().describe('"External namespace": the SCIM schema it belongs to'),
  scope: z
    .enum(["SELF", "NONE"])
    .default("NONE")
    .describe('SELF is "User personal": a group assignment cannot give such an attribute a value'),
  permission: z.enum(["READ_WRITE", "READ_ONLY", "HIDE"]).default("READ_WRITE").describe('"User permission"'),
});
type Attribute = z.output<typeof attribute>;

const schema = z
  .strictObject({ attributes: z.array(attribute).min(1).describe("The attributes to add, in the guide's order") })
  .describe(
    "Adds attributes to the app's user profile (Directory > Profile Editor). Other attributes are not changed.",
  );
type ProfileAttributes = z.output<typeof schema>;

/** How long the deletion of an attribute with the same name may take, and how often to try again. */
const DELETION_MS = 5 * 60_000;
const RETRY_MS = 10_000;

/** What these steps give to later ones. */
const given = oktaResults("attributes");

/**
 * Attributes of the app's user profile that Okta's SCIM template does not have (Okta: OpenAPI description, `updateApplicationUserProfile`).
 * Only missing ones are added: Okta silently ignores a new scope of an existing attribute, so a difference is refused.
 */
export const profileAttributes = defineStepKind<ProfileAttributes, OktaTenant>({
  uses: "okta/profile-attributes",
  title: "Add user attributes",
  gives: given.names,
  needs: ["app"],
  schema,
  create: (input) => ({
    access: { reads: [readApps, readSchemas], writes: [manageSchemas] },
    look: (context) => look(input, context),
    apply: async (context, change) => {
      const wanted = input.attributes.find(({ name }) => name === change.resource.name);
      if (wanted === undefined) throw new Error(`no attribute ${change.resource.name} is wanted`);
      await add(wanted, context);
      return readUndoData(context.tenant, wanted.name);
    },
    recall: ({ tenant }, { resource }) => readUndoData(tenant, resource.name),
    undo: attributeUndo,
    expects: () => ({}),
    manual: () => profileAttributesByHand(input.attributes),
  }),
});

async function look({ attributes }: ProfileAttributes, { tenant }: StepContext<OktaTenant>): Promise<Look> {
  const ours = attributes.map((wanted) => [wanted.name, asAppAttribute(wanted)] as const);
  given.give(tenant, { attributes: new Map([...tenant.results.attributes, ...ours]) });
  const app = await readApp(tenant);
  const profile = app === undefined ? undefined : await tenant.api.appProfile.read(app.id);
  const changes: Change[] = [];
  const found: string[] = [];
  const warnings: Warning[] = [];
  const differs: Difference[] = [];
  for (const wanted of attributes) {
    const shown = profile?.definitions.custom[wanted.name];
    if (shown === undefined) {
      refuseBase(wanted, profile);
      changes.push(addChange(wanted));
      continue;
    }
    refuseDifferent(wanted, shown);
    found.push(`The attribute "${wanted.name}" exists.`);
    const notKept = namespaceNotKept(wanted, shown);
    const resource = { type: "app-attribute", name: wanted.name };
    const where = { resource, path: "externalNamespace", expected: wanted.externalNamespace ?? null, actual: null };
    warnings.push(...notKept);
    differs.push(...notKept.map((warning) => differenceOf(warning, where)));
  }
  return { changes, found, warnings: [...warnings, ...alike(attributes, profile)], differs };
}

/** An attribute's id is its name; undo also needs its app. */
async function readUndoData(tenant: OktaTenant, name: string): Promise<Applied> {
  return { id: name, undoData: { appId: (await requireApp(tenant)).id } };
}

async function add(wanted: Attribute, { tenant, clock, signal, emit }: StepContext<OktaTenant>): Promise<void> {
  const app = await requireApp(tenant);
  const until = clock.now() + DELETION_MS;
  for (;;) {
    try {
      await tenant.api.appProfile.addAttribute(app.id, wanted.name, definitionOf(wanted));
      return;
    } catch (error) {
      if (!isDeletionRunning(error) || clock.now() >= until) throw error;
      emit({
        code: "request.delayed",
        waitMs: RETRY_MS,
        reason: `Okta is still deleting an earlier attribute "${wanted.name}"`,
      });
      await clock.sleep(RETRY_MS, signal);
    }
  }
}

/** A deletion continues after its answer, and the name stays taken meanwhile (terraform-provider-okta, error text of the API). */
function isDeletionRunning(error: unknown): boolean {
  return error instanceof SetupError && /deletion process/i.test(`${error.what} ${error.why ?? ""}`);
}

/** "Data type" in the API: the type of the attribute, and of its items. */
const DATA_TYPES = {
  string: { own: "string", item: undefined },
  boolean: { own: "boolean", item: undefined },
  number: { own: "number", item: undefined },
  integer: { own: "integer", item: undefined },
  "string array": { own: "array", item: "string" },
  "number array": { own: "array", item: "number" },
  "integer array": { own: "array", item: "integer" },
} as const satisfies Record<Attribute["type"], { own: AttributeBody["type"]; item: AttributeBody["type"] }>;

function definitionOf(wanted: Attribute): AttributeBody {
  const { name, title, type, description, externalName, externalNamespace, scope, permission } = wanted;
  const { own, item } = DATA_TYPES[type];
  return {
    title: title ?? name,
    type: own,
    items: item === undefined ? undefined : { type: item },
    description,
    externalName: externalName ?? name,
    externalNamespace,
    scope,
    permissions: [{ principal: "SELF", action: permission }],
    master: { type: "PROFILE_MASTER" },
  } satisfies AttributeBody;
}

function asAppAttribute({ name, type, externalName, externalNamespace }: Attribute): AppAttribute {
  return {
    type,
    externalName: externalName ?? name,
    ...(externalNamespace === undefined ? {} : { externalNamespace }),
  };
}

function addChange(wanted: Attribute): Change {
  const { name, title, type, description, externalName, externalNamespace, scope, permission } = wanted;
  const values = {
    title: title ?? name,
    type,
    externalName: externalName ?? name,
    ...(externalNamespace === undefined ? {} : { externalNamespace }),
    ...(description === undefined ? {} : { description }),
    scope,
    permission,
  };
  return {
    action: "create",
    resource: { type: "app-attribute", name },
    fields: Object.entries(values).map(([path, after]) => ({ path, before: null, after })),
    summary: changeSummary(type, ...(externalName === undefined ? [] : [`sent as ${externalName}`])),
  };
}

const LABELS = {
  type: "Data type",
  scope: "Scope",
  externalName: "External name",
  externalNamespace: "External namespace",
} as const;

const SCOPES: Readonly<Record<string, string>> = { SELF: "User personal", NONE: "not User personal" };

/** Refuses values that cannot be changed afterwards: Okta answers 200 and keeps the old value (terraform-provider-okta, issue 317). */
function refuseDifferent(wanted: Attribute, shown: OktaAttribute): void {
  const is = { ...shownAttribute(wanted.name, shown), scope: SCOPES[shown.scope ?? "NONE"] ?? shown.scope };
  const want = { ...asAppAttribute(wanted), scope: SCOPES[wanted.scope] };
  const differences = (["type", "scope", "externalName", "externalNamespace"] as const).flatMap((key) => {
    const kept = is[key];
    // A missing namespace may be one that Okta never kept: a warning says so.
    if (kept === want[key] || (key === "externalNamespace" && kept === undefined)) return [];
    return [`${LABELS[key]} is ${kept ?? "not set"}, the guide says ${want[key] ?? "none"}`];
  });
  if (differences.length === 0) return;
  throw differs(
    `The app's user profile already has a different attribute "${wanted.name}": ${differences.join("; ")}`,
    "Okta does not change these settings of an existing attribute, and ignores such a request",
  );
}

function refuseBase({ name }: Attribute, profile: OktaAppProfile | undefined): void {
  if (profile?.definitions.base[name] === undefined) return;
  throw differs(
    `"${name}" is one of Okta's own attributes in the app's user profile and cannot be added`,
    "Okta sets its data type, scope and external name",
  );
}

function differs(what: string, why: string): SetupError {
  return new SetupError({
    code: "attribute-differs",
    exitCode: EXIT.failed,
    what,
    why,
    fix: [
      "If nothing uses the attribute, delete it under Directory > Profile Editor > the app's profile, then run the same command again.",
      "Or change the template to match the attribute, if the vendor agrees.",
    ],
    refused: true,
  });
}

function namespaceNotKept({ name, externalNamespace }: Attribute, shown: OktaAttribute): Warning[] {
  if (externalNamespace === undefined || (shown.externalNamespace ?? "") !== "") return [];
  return [
    {
      code: "attribute-namespace-missing",
      message: `The attribute "${name}" has no external namespace in Okta; the guide says ${externalNamespace}.`,
      fix: `Delete "${name}" under Directory > Profile Editor > the app's profile, then add it there with this external namespace.`,
    },
  ];
}

/** Warns of an attribute that was added in the console with other capital letters: there would be two. */
function alike(attributes: readonly Attribute[], profile: OktaAppProfile | undefined): Warning[] {
  const names = new Set(attributes.map(({ name }) => name));
  const others = Object.keys(profile?.definitions.custom ?? {}).filter((name) => !names.has(name));
  return attributes.flatMap(({ name }) =>
    nearNames(name, others)
      .filter((other) => other.toLowerCase() === name.toLowerCase())
      .map((other) => ({
        code: "attribute-alike",
        message: `The app's user profile also has an attribute "${other}", which differs from "${name}" only in capital letters.`,
        fix: `If "${other}" was a mistake, delete it under Directory > Profile Editor > the app's profile.`,
      })),
  );
}
