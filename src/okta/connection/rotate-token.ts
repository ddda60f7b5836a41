import type { Change, ConsoleStop, Look } from "../../setup/model/plan.js";
import { notSetUp } from "../../setup/step/rotation.js";
import type { StepContext } from "../../setup/step/step-context.js";
import { isForbidden } from "../api/errors.js";
import type { OktaApp, OktaLogEvent } from "../api/schemas.js";
import { API_TOKEN_FIELD } from "./catalog-stop.js";
import { appPage, FRESH_LOAD, TOKEN_FIELD } from "./console-stop.js";
import { handedOutSince, rememberGiven, rememberHandOut, wasGiven, type GivenConnection } from "./given-connection.js";
import type { OktaTenant } from "../tenant/tenant.js";

type Context = StepContext<OktaTenant>;

/** A connection whose token is replaced. */
interface Rotated extends GivenConnection {
  readonly form: "custom" | "catalog";
}

/** What one run remembers of the connection between its looks. */
export interface ConnectionMemory {
  /** True once this run leaves the connection to a person, even if the API should come to serve it in the meantime. */
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
  /** What the API itself can write of it. */
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
      found: ["Provisioning is connected. The target takes the new token."],
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
      ? "Okta never shows which token it has; this one was given last."
      : `Okta never shows which token it has; its System Log tells of a successful test of the connection at ${tokenTested}, after this one was handed out.`;
  return { changes: [], found: ["The token is the one given last."], unchecked: [seen] };
}

function requireConnected(app: OktaApp | undefined): OktaApp {
  if (app === undefined) throw notSetUp("There is no app yet whose token could be replaced");
  if (!app.features.includes("SCIM_PROVISIONING") && !app.features.includes("PUSH_NEW_USERS"))
    throw notSetUp(`The app "${app.label}" is not connected to a target yet`);
  return app;
}

/**
 * What the org does not show of a new token. Okta's only sign is a test of the connection in the System Log after the token was
 * handed out (Okta: event type `application.provision.integration.call_api`); once it is seen, the journal knows the token.
 */
export async function missingOfRotation(
  input: Rotated,
  context: Context,
  { app, memory }: Remembered,
): Promise<string[]> {
  if (wasGiven(input, context, app) === "same") return [];
  rememberHandOut(input, context, app, "rotate");
  const events = await testsSince(context, app, handedOutSince(input, context, app, "rotate"));
  if (events === undefined) return [NOT_READABLE];
  const [last] = events;
  if (last === undefined) return [NOT_TESTED];
  if (last.outcome?.result !== "SUCCESS")
    return [`${NOT_TESTED} (the last one failed: ${last.outcome?.reason ?? "Okta does not say why"})`];
  memory.tokenTested = last.published;
  rememberGiven(input, context, app);
  return [];
}

/** Whether the token is there already; where the journal knows of none, it may be the one that connected the app. */
async function isInPlace(input: Rotated, context: Context, { app, memory }: Remembered): Promise<boolean> {
  const known = wasGiven(input, context, app);
  if (known !== "unknown") return known === "same";
  const [last] = (await testsSince(context, app, handedOutSince(input, context, app, "connect"))) ?? [];
  if (last?.outcome?.result !== "SUCCESS") return false;
  memory.tokenTested = last.published;
  rememberGiven(input, context, app);
  return true;
}

const NOT_TESTED = "a successful test of the connection with the new token, in the System Log";
const NOT_READABLE =
  "a sign of the new token: the System Log may not be read by who is signed in (scope okta.logs.read)";

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
function rotationStop({ form, baseUrl }: Rotated, adminUrl: string, app: OktaApp): ConsoleStop {
  const catalog = form === "catalog";
  const label = catalog ? API_TOKEN_FIELD : TOKEN_FIELD;
  const test = catalog ? "Test API Credentials" : "Test Connector Configuration";
  return {
    url: appPage(adminUrl, app, "tab-provisioning"),
    clicks: [
      `Open "${app.label}" under Applications > Applications, tab Provisioning, Integration: Edit.`,
      `Replace what is in ${label} by the new token. Leave everything else as it is.`,
      `Click ${test} and wait for its success message: the run goes on when Okta's log shows it.`,
      "Click Save.",
    ],
    fields: [
      {
        label: catalog ? "Base URL" : "SCIM connector base URL",
        value: baseUrl,
        note: "It is there already: compare it, and leave it.",
      },
      {
        label,
        secret: true,
        note: catalog
          ? "The word Bearer, a space, and the token: this form sends what is typed as the Authorization header."
          : "The token alone: this form puts Bearer in front by itself.",
      },
    ],
    notes: [FRESH_LOAD],
    minutes: 1,
  };
}
