import type { Secret } from "../../base/secret.js";
import type { StepContext } from "../../setup/step/step-context.js";
import type { OktaApp } from "../api/schemas.js";
import type { OktaTenant } from "../tenant/tenant.js";

type Journalled = Pick<StepContext<OktaTenant>, "journal">;

/** The values of a connection; without a token in a look without secrets. */
export interface GivenConnection {
  readonly baseUrl: string;
  readonly token?: Secret | undefined;
}

/** Whether Okta got this base URL and token last, according to the journal: Okta shows neither. */
export function wasGiven(
  connection: GivenConnection,
  { journal }: Journalled,
  app: OktaApp,
): "same" | "different" | "unknown" {
  const material = materialOf(connection);
  return material === undefined ? "unknown" : journal.wasGiven(subjectOf(app), material);
}

/** Records that Okta has this base URL and token now. */
export function rememberGiven(connection: GivenConnection, { journal }: Journalled, app: OktaApp): void {
  const material = materialOf(connection);
  if (material !== undefined) journal.rememberGiven(subjectOf(app), material);
}

/** Why a token is handed out: to connect an app, or to replace the token of a connected app. */
type Occasion = "connect" | "rotate";

/** When this token was first handed out for the console, as ISO time; undefined when it never was. */
export function handedOutSince(
  connection: GivenConnection,
  { journal }: Journalled,
  app: OktaApp,
  occasion: Occasion,
): string | undefined {
  const material = materialOf(connection);
  return material === undefined ? undefined : journal.givenSince(handOutOf(app, occasion), material);
}

/** Records that this token is handed out, unless it was before. */
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
