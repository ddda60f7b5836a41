import type { Secret } from "../../base/secret.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OktaApp } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

type Journalled = Pick<StepContext<OktaTenant>, "journal">;

/** What a connection is made with; without a token in a look without secrets. */
export interface GivenConnection {
  readonly baseUrl: string;
  readonly token?: Secret | undefined;
}

/** Whether this base URL and token are what Okta was given last, as the journal knows: Okta shows neither. */
export function wasGiven(
  connection: GivenConnection,
  { journal }: Journalled,
  app: OktaApp,
): "same" | "different" | "unknown" {
  const material = materialOf(connection);
  return material === undefined ? "unknown" : journal.wasGiven(subjectOf(app), material);
}

/** Notes that Okta has this base URL and token now. */
export function rememberGiven(connection: GivenConnection, { journal }: Journalled, app: OktaApp): void {
  const material = materialOf(connection);
  if (material !== undefined) journal.rememberGiven(subjectOf(app), material);
}

/** What a token is handed out for: to connect an app, or to replace the token of one that is connected. */
type Occasion = "connect" | "rotate";

/** When this token was first handed out to be typed at the console, as ISO time; undefined when it never was. */
export function handedOutSince(
  connection: GivenConnection,
  { journal }: Journalled,
  app: OktaApp,
  occasion: Occasion,
): string | undefined {
  const material = materialOf(connection);
  return material === undefined ? undefined : journal.givenSince(handOutOf(app, occasion), material);
}

/** Notes that this token is handed out, unless it was before. */
export function rememberHandOut(
  connection: GivenConnection,
  context: Journalled,
  app: OktaApp,
  occasion: Occasion,
): void {
  const material = materialOf(connection);
  if (material === undefined || handedOutSince(connection, context, app, occasion) !== undefined) return;
  context.journal.rememberGiven(handOutOf(app, occasion), material);
}

function handOutOf(app: OktaApp, occasion: Occasion): string {
  return `${subjectOf(app)} handed out to ${occasion}`;
}

function subjectOf(app: OktaApp): string {
  return `okta-scim-connection ${app.id}`;
}

function materialOf({ baseUrl, token }: GivenConnection): string | undefined {
  return token === undefined ? undefined : `${baseUrl}\n${token.reveal()}`;
}
