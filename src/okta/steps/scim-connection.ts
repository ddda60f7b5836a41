import { z } from "zod";
import { Secret } from "../../base/secret.js";
import { count } from "../../base/text.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import type { Change, ConsoleStop, Look, Warning } from "../../setup/model/plan.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { defineStepKind } from "../../setup/step/step-kind.js";
import { undoByType } from "../../setup/undo/undo-parts.js";
import type { OktaApp } from "../api/schemas.js";
import { appDiffers } from "../app/app-differences.js";
import { API_TOKEN_FIELD, catalogStop } from "../connection/catalog-stop.js";
import { connectionHealth, givenOtherwise, NO_HEALTH } from "../connection/connection-health.js";
import { connectionStop, TOKEN_FIELD } from "../connection/console-stop.js";
import { scimOff } from "../connection/features-off.js";
import { rememberGiven, rememberHandOut, wasGiven } from "../connection/given-connection.js";
import { connectionByHand } from "../manual/provisioning.js";
import { REQUIRED_ATTRIBUTES } from "../people/people.js";
import { missingFeatures, SUPPORTED_ACTIONS } from "../connection/provisioning-words.js";
import { lookAtRotation, missingOfRotation, type ConnectionMemory } from "../connection/rotate-token.js";
import { trialGaps, trialWarnings } from "../connection/trial-words.js";
import { manageApps, readApps } from "../access/step-access.js";
import { readApp, requireApp, type OktaTenant } from "../tenant/tenant.js";
import { beforeStop, connectionUndo, consoleStopUndo } from "../undo/provisioning.js";
import { oktaResults } from "../tenant/results.js";

const schema = z
  .strictObject({
    baseUrl: z.url({ protocol: /^https?$/ }).describe('"SCIM connector base URL": the vendor\'s address'),
    // Absent without secrets.
    token: z
      .instanceof(Secret)
      .optional()
      .describe("\"Authorization\": the vendor's token, without the word Bearer, for the catalog's form too"),
    form: z
      .enum(["custom", "catalog"])
      .default("custom")
      .describe("Which form the app shows: that of a custom app, or that of a SCIM test app from the catalog"),
    uniqueIdentifier: z
      .enum(["userName", "email"])
      .default("userName")
      .describe('"Unique identifier field for users"; the catalog\'s form does not ask for it'),
    actions: z
      .array(
        z.enum([
          "import-new-users-and-profile-updates",
          "push-new-users",
          "push-profile-updates",
          "push-groups",
          "import-groups",
        ]),
      )
      .min(1)
      .describe('"Supported provisioning actions"'),
  })
  .describe(
    "Turns on SCIM for the app and connects it to the vendor. This is a manual step in the Okta Admin Console: the SCIM server is tested first, and the run waits until Okta shows the result.",
  );
type ScimConnection = z.output<typeof schema>;
type Context = StepContext<OktaTenant>;

const NEVER_SHOWN = "Okta never shows the base URL and the token";

/** What these steps give to later ones. */
const given = oktaResults("stopOver");

/**
 * SCIM on for the app, and its connection to the target. No public API does that for a custom app (Okta: OpenAPI description,
 * `Application.features` is read-only; `connections/default` serves Org2Org and Zscaler): it is a manual step unless the
 * connection's own answer says otherwise. The app is never written with PUT here: that once reset provisioning (Okta release notes, 2022.09.3).
 */
export const scimConnection = defineStepKind<ScimConnection, OktaTenant>({
  uses: "okta/scim-connection",
  title: "Enable SCIM and connect the app to the SCIM server",
  gives: given.names,
  provides: ["connection"],
  needs: ["app"],
  schema,
  create: (input) => {
    const memory: ConnectionMemory = { byHand: false, tokenTested: undefined };
    return {
      connects: {
        baseUrl: input.baseUrl,
        form: input.form,
        ...(input.token === undefined ? {} : { token: input.token }),
      },
      access: { reads: [readApps], writes: [manageApps] },
      rotates: true,
      look: (context) => look(input, context, memory),
      apply: async (context) => {
        const { api } = context.tenant;
        const app = await requireApp(context.tenant);
        if (input.token === undefined) throw new Error("a connection is set only with a token");
        await api.connection.update(app.id, { baseUrl: input.baseUrl, token: input.token });
        await api.connection.activate(app.id);
        rememberGiven(input, context, app);
        return { id: app.id };
      },
      undo: undoByType({ "provisioning-connection": connectionUndo, "console-stop": consoleStopUndo }),
      console: {
        ...(input.token === undefined ? {} : { secrets: secretsOf(input, input.token) }),
        beforeStop: ({ tenant }) => beforeStop(tenant),
        missing: async (context) => {
          const app = await requireApp(context.tenant);
          if (context.rotating === true) return missingOfRotation(input, context, { app, memory });
          const missing = missingFeatures(neededFeatures(input), app.features);
          if (missing.length > 0) rememberHandOut(input, context, app, "connect");
          return wasGiven(input, context, app) === "different" ? [...missing, unconfirmedOf(input)] : missing;
        },
        stopped: (context) => {
          given.give(context.tenant, { stopOver: true });
          const { app } = context.tenant.results;
          if (app !== undefined) rememberGiven(input, context, app);
        },
      },
      expects: () =>
        input.actions.includes("push-new-users") ? { values: VALUES, requires: REQUIRED_ATTRIBUTES } : {},
      manual: () => connectionByHand(stopOf(input, "", { app: undefined, ownApp: false }), input.form),
    };
  },
});

interface StopApp {
  readonly app: OktaApp | undefined;
  readonly ownApp: boolean;
}

function stopOf(input: ScimConnection, adminUrl: string, about: StopApp): ConsoleStop {
  return input.form === "catalog" ? catalogStop(adminUrl, about.app, input) : connectionStop(adminUrl, about, input);
}

/** An app that this set-up creates is never one of the Okta Integration Wizard's. */
function isOwn(app: OktaApp | undefined, { journal }: Context): boolean {
  if (app === undefined) return true;
  return journal.changes().some(({ action, resource }) => action === "create" && resource.id === app.id);
}

/** Okta shows neither value: only the administrator can say that both are saved. */
function unconfirmedOf({ form }: ScimConnection): string {
  const values = form === "catalog" ? "Base URL and API Token" : "SCIM connector base URL and Authorization";
  return `your confirmation that the new ${values} are saved (press g)`;
}

/** What a custom app's default mappings send (Okta: developer docs, SCIM 2.0 reference), beside the user name. */
const VALUES: readonly ValuePromise[] = [
  promise("externalId", "id", "exact"),
  promise("name.givenName", "firstName", "exact"),
  promise("name.familyName", "lastName", "exact"),
  promise("emails[primary eq true].value", "email", "caseless"),
  promise("displayName", "displayName", "exact"),
];

function promise(path: string, attribute: string, match: ValuePromise["match"]): ValuePromise {
  const reason = `Okta sends the user's ${attribute}: look for a changed mapping, a failed update, or a SCIM server that rewrites the value`;
  return { path, attribute, match, reason };
}

async function look(input: ScimConnection, context: Context, memory: ConnectionMemory): Promise<Look> {
  const { tenant, target } = context;
  const unchecked =
    target === undefined ? ["No token was given: the SCIM server was not tested with Okta's requests."] : [];
  await target?.check({
    uniqueIdentifier: input.uniqueIdentifier,
    importGroups: input.actions.includes("import-groups"),
  });

  const app = await readApp(tenant);
  if (context.rotating === true)
    return lookAtRotation(input, context, {
      app,
      memory,
      byApi: (connected) => changesByApi(input, context, { app: connected, memory }),
    });
  const stop = stopOf(input, tenant.adminUrl, { app, ownApp: isOwn(app, context) });
  const tried = target?.trial === undefined ? [] : trialWarnings(target.trial);
  const gaps = target !== undefined && input.actions.includes("push-groups") ? trialGaps(target.trial, input.form) : [];
  if (app === undefined) {
    memory.byHand = true;
    return { changes: [], console: stop, unchecked: [...unchecked, ...gaps], warnings: tried };
  }
  const missing = missingFeatures(neededFeatures(input), app.features);
  const before = wasGiven(input, context, app);
  const health = context.verifying === true ? await connectionHealth(context, app, input.baseUrl) : NO_HEALTH;
  unchecked.push(...health.unchecked);
  if (missing.length === 0 && before !== "different") {
    const imports = importsOn(input, app);
    const sure =
      before === "same" ? "; these are the ones entered last." : ", so this run cannot confirm that they match.";
    return {
      changes: [],
      found: ["Provisioning is connected."],
      unchecked: [...unchecked, `${NEVER_SHOWN}${sure}`],
      warnings: [...imports, ...tried],
      differs: [...health.differs, ...appDiffers(app, imports, "features.IMPORT_NEW_USERS", false, true)],
    };
  }
  const differs = [
    ...health.differs,
    ...scimOff(app, neededFeatures(input)),
    ...(before === "different" ? [givenOtherwise(app)] : []),
  ];
  const warnings = [...(await peopleAssignedBefore(tenant, app)), ...tried];
  unchecked.push(...gaps);
  const changes = await changesByApi(input, context, { app, memory });
  if (changes.length > 0) return { changes, warnings, unchecked, differs: health.differs };
  memory.byHand = true;
  const found = missing.length === 0 ? ["Provisioning is connected, but with a different base URL or token."] : [];
  return { changes: [], console: stop, found, warnings, unchecked, differs };
}

/** What the API itself can connect: only apps whose connection it knows (authScheme other than UNKNOWN). */
async function changesByApi(
  input: ScimConnection,
  context: Context,
  { app, memory }: { readonly app: OktaApp; readonly memory: ConnectionMemory },
): Promise<Change[]> {
  const { api } = context.tenant;
  if (memory.byHand) return [];
  const connection = await api.connection.get(app.id);
  if (connection.profile?.authScheme === "UNKNOWN") return [];
  // Connected as wanted: what is still missing is not the connection.
  const known = input.token === undefined || wasGiven(input, context, app) === "same";
  if (known && connection.status === "ENABLED" && connection.baseUrl === input.baseUrl) return [];
  return [
    {
      action: "update",
      resource: { type: "provisioning-connection", id: app.id, name: app.label },
      fields: [
        { path: "baseUrl", before: connection.baseUrl ?? null, after: input.baseUrl },
        { path: "status", before: connection.status ?? null, after: "ENABLED" },
      ],
      note: "with the token of this run",
      summary: "base URL and token",
    },
  ];
}

/** A catalog app sends its API Token field as it is typed (several vendors' guides for "SCIM 2.0 Test App (Header Auth)"). */
function secretsOf({ form }: ScimConnection, token: Secret): Readonly<Record<string, Secret>> {
  return form === "catalog" ? { [API_TOKEN_FIELD]: new Secret(`Bearer ${token.reveal()}`) } : { [TOKEN_FIELD]: token };
}

/** A custom app imports users only where that is ticked. */
function importsOn({ form, actions }: ScimConnection, app: OktaApp): Warning[] {
  const wanted = actions.includes("import-new-users-and-profile-updates");
  if (wanted || form === "catalog" || !app.features.includes("IMPORT_NEW_USERS")) return [];
  return [
    {
      code: "imports-on",
      message: `The app "${app.label}" also imports users from the SCIM server. The guide does not ask for that.`,
      fix: "Untick Import New Users and Profile Updates under Provisioning > Integration, unless you want the import.",
    },
  ];
}

/** Users assigned while provisioning is off are not created when it is turned on (Okta: help doc "Provision users"). */
async function peopleAssignedBefore({ api }: OktaTenant, app: OktaApp): Promise<Warning[]> {
  if (app.features.includes("PUSH_NEW_USERS")) return [];
  const before = (await api.assignments.people(app.id)).filter(
    ({ externalId }) => typeof externalId !== "string" || externalId === "",
  );
  if (before.length === 0) return [];
  return [
    {
      code: "people-assigned-before",
      message: `${count(before.length, "user is", "users are")} already assigned while provisioning is off. Okta does not create them on the SCIM server when you turn it on.`,
      fix: "After the manual step, click Provision User on the app's Assignments tab.",
    },
  ];
}

function neededFeatures(input: ScimConnection): string[] {
  return input.actions.flatMap((action) => [...SUPPORTED_ACTIONS[action].features]);
}
