import type { Change, ConsoleStop, Look } from "../../setup/model/plan.js";
import { notSetUp } from "../../setup/step/rotation.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { isForbidden } from "../api/errors.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import { API_TOKEN_FIELD } from "./catalog-stop.js";
import { appPage, OKTA_CONSOLE, TOKEN_FIELD } from "./console-stop.js";
import { handedOutSince, rememberGiven, rememberHandOut, wasGiven, type GivenConnection } from "./given-connection.js";
import type { OktaTenant } from "../tenant/tenant.js";

type Context = StepContext<OktaTenant>;

/** A connection whose token is replaced. */
interface Rotated extends GivenConnection {
  readonly form: "custom" | "catalog";
}

/** What one run remembers of the connection between its looks. */
export interface ConnectionMemory {
  /** True once this run leaves the connection to a manual step, even if the API serves it later. */
  byHand: boolean;
  /** When Okta last tested the connection after this run handed out a new token, as ISO time of its System Log. */
  tokenTested: string | undefined;
}

interface Remembered {
  readonly app: OktaApp;
  readonly memory: ConnectionMemory;
}

interface Connected {
  readonly app: OktaApp | undefined;
  readonly memory: ConnectionMemory;
  /** What the API itself can write. */
  readonly byApi: (app: OktaApp) => Promise<readonly Change[]>;
}

/**
 * How a new token stands, for an app that is connected already.
 *
 * @throws SetupError `not-set-up` (exit 1) when there is none
 */
export async function lookAtRotation(
  input: Rotated,
  context: Context,
  { app: found, memory, byApi }: Connected,
): Promise<Look> {
  const app = requireConnected(found);
  if (!(await isInPlace(input, context, { app, memory }))) {
    const ready = {
      found: ["Provisioning is connected. The SCIM server accepts the new token."],
      unchecked: ["Okta never shows which token it has."],
    };
    const changes = await byApi(app);
    if (changes.length > 0) return { changes, ...ready };
    memory.byHand = true;
    return { changes: [], console: rotationStop(input, context.tenant.adminUrl, app), ...ready };
  }
  const { tokenTested } = memory;
  const seen =
    tokenTested === undefined
      ? "Okta never shows which token it has; this is the last one provided."
      : `Okta never shows which token it has; its System Log shows a successful connection test at ${tokenTested}, after this token was handed out.`;
  return { changes: [], found: ["This token was already provided last time."], unchecked: [seen] };
}

function requireConnected(app: OktaApp | undefined): OktaApp {
  if (app === undefined) throw notSetUp("There is no app yet, so there is no token to replace");
  if (!app.features.includes("SCIM_PROVISIONING") && !app.features.includes("PUSH_NEW_USERS"))
    throw notSetUp(`The app "${app.label}" is not connected to a SCIM server yet`);
  return app;
}

/**
 * What is missing until a new token is in place. Okta's only sign is a connection test in the System Log after the token was
 * handed out (Okta: event type `application.provision.integration.call_api`); once it is there, the journal records the token.
 */
export async function missingOfRotation(
  input: Rotated,
  context: Context,
  { app, memory }: Remembered,
): Promise<string[]> {
  if (wasGiven(input, context, app) === "same") return [];
  rememberHandOut(input, context, app, "rotate");
  const events = await testsSince(context, app, handedOutSince(input, context, app, "rotate"));
  const test = `${testOf(input)} with the new token`;
  if (events === undefined) return [`${test} (you cannot read the System Log: it takes the scope okta.logs.read)`];
  const [last] = events;
  if (last === undefined) return [test];
  if (last.outcome?.result !== "SUCCESS")
    return [`${test} (the last test failed: ${last.outcome?.reason ?? "Okta does not say why"})`];
  memory.tokenTested = last.published;
  rememberGiven(input, context, app);
  return [];
}

/** Whether the token is already in place; where the journal knows none, it may be the token that connected the app. */
async function isInPlace(input: Rotated, context: Context, { app, memory }: Remembered): Promise<boolean> {
  const known = wasGiven(input, context, app);
  if (known !== "unknown") return known === "same";
  const [last] = (await testsSince(context, app, handedOutSince(input, context, app, "connect"))) ?? [];
  if (last?.outcome?.result !== "SUCCESS") return false;
  memory.tokenTested = last.published;
  rememberGiven(input, context, app);
  return true;
}

/** The button that tests the connection. */
function testOf({ form }: Pick<Rotated, "form">): string {
  return form === "catalog" ? "Test API Credentials" : "Test Connector Configuration";
}

/** Okta's tests of the connection since the token was handed out, newest first; undefined where the log may not be read. */
async function testsSince(
  { tenant, clock }: Context,
  app: OktaApp,
  since: string | undefined,
): Promise<OktaLogEvent[] | undefined> {
  if (since === undefined) return [];
  try {
    // `until` is excluded; a second more takes in what happens now.
    const events = await tenant.api.log.provisioning(app.id, since, new Date(clock.now() + 1_000).toISOString());
    const handedOut = Date.parse(since);
    return events.filter(
      ({ eventType, published }) =>
        eventType === "application.provision.integration.call_api" && Date.parse(published) > handedOut,
    );
  } catch (error) {
    if (isForbidden(error)) return undefined;
    throw error;
  }
}

/** The visit for nothing but the token (Okta: developer docs, "Connect to Okta" for SCIM provisioning integrations). */
function rotationStop(input: Rotated, adminUrl: string, app: OktaApp): ConsoleStop {
  const catalog = input.form === "catalog";
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [
      "Provisioning > Integration > Edit: replace the token and change nothing else",
      `${testOf(input)}, then Save`,
    ],
    fields: [
      {
        label: catalog ? "Base URL" : "SCIM connector base URL",
        value: input.baseUrl,
        note: "Already set. Compare it, and do not change it.",
        click: 0,
      },
      {
        label: catalog ? API_TOKEN_FIELD : TOKEN_FIELD,
        secret: true,
        note: catalog
          ? "This form needs the complete value: the word Bearer, a space, and the token."
          : "Enter only the token: Okta adds the word Bearer.",
        click: 0,
      },
    ],
    notes: ["The run continues when Okta's System Log shows that the test succeeded."],
    minutes: 1,
    task: "replace the token",
    console: OKTA_CONSOLE,
  };
}
