import type { SynchronizationSecret } from "@microsoft/microsoft-graph-types";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Secret } from "../../base/secret.js";
import { count } from "../../base/text.js";
import type { FieldChange } from "../../setup/model/plan.js";
import type { ConnectionSetting } from "../api/graph-api.js";
import type { ServicePrincipal, SynchronizationJob } from "../api/schemas.js";
import { synchronizedCounts } from "../job/job-state.js";
import { holdsSecret } from "./tenant-url.js";

/** The settings of "Admin Credentials" and the scope by their names in Microsoft Graph (synchronizationSecret). */
export const SETTING = {
  address: "BaseAddress",
  token: "SecretToken",
  /** `false`: "Sync only assigned users and groups". */
  scope: "SyncAll",
  notifications: "SyncNotificationSettings",
  authentication: "AuthenticationType",
} as const satisfies Readonly<Record<string, SynchronizationSecret>>;

const LABELS: ReadonlyMap<string, string> = new Map([
  [SETTING.address, "Tenant URL"],
  [SETTING.token, "Secret Token"],
  [SETTING.scope, "Scope"],
  [SETTING.notifications, "notification settings"],
]);

/** What the portal calls a setting. */
export function settingLabel(path: string): string {
  return LABELS.get(path) ?? path;
}

/** What secrets read as, and how a plan shows them. */
export const MASK = "*";
const ASSIGNED_ONLY = "false";
const NO_NOTIFICATIONS = JSON.stringify({ Enabled: false, DeleteThresholdEnabled: false });

/** The journal's name for the token that an application was given. */
export function tokenSubject({ id }: Pick<ServicePrincipal, "id">): string {
  return `entra-secret-token:${id}`;
}

/** The settings of an application as they were read; an empty value is how a deleted one reads. */
export type SavedSettings = ReadonlyMap<string, string>;

/**
 * What has to be written, one field a setting. All four settings belong to it: Microsoft's own onboarding agent says that the
 * last two must be sent, or nothing is kept although the answer says 204 (AzureAD/SCIMReferenceCode).
 *
 * @param tokenDiffers - whether the saved token is not the one given now
 */
export function settingFields(saved: SavedSettings, baseUrl: string, tokenDiffers: boolean): FieldChange[] {
  const fields: FieldChange[] = [];
  const address = read(saved, SETTING.address);
  if (address === undefined || !isSameAddress(address, baseUrl))
    fields.push(field(SETTING.address, address === undefined ? undefined : shownAddress(address), baseUrl));
  const token = read(saved, SETTING.token);
  if (token === undefined || tokenDiffers) fields.push(field(SETTING.token, token, MASK));
  const scope = read(saved, SETTING.scope);
  if (scope?.toLowerCase() !== ASSIGNED_ONLY) fields.push(field(SETTING.scope, scope, ASSIGNED_ONLY));
  if (read(saved, SETTING.notifications) === undefined)
    fields.push(field(SETTING.notifications, undefined, NO_NOTIFICATIONS));
  return fields;
}

/** Everything to be saved: what the guide asks for, and what is there beside it. A secret that reads masked cannot be sent back. */
export function settingsToWrite(saved: SavedSettings, baseUrl: string, token: Secret): ConnectionSetting[] {
  const ours: ConnectionSetting[] = [
    { key: SETTING.address, value: baseUrl },
    { key: SETTING.token, value: token },
    { key: SETTING.scope, value: ASSIGNED_ONLY },
    { key: SETTING.notifications, value: read(saved, SETTING.notifications) ?? NO_NOTIFICATIONS },
  ];
  const keys = new Set(ours.map(({ key }) => key));
  const others = [...saved].filter(([key, value]) => !keys.has(key) && value !== "" && value !== MASK);
  return [...ours, ...others.map(([key, value]) => ({ key, value }))];
}

/** Whether the change concerns users who are provisioned already: another SCIM server, or fewer users in scope. */
export function movesPeople(saved: SavedSettings, fields: readonly FieldChange[]): boolean {
  return whatMoves(saved, fields).length > 0;
}

/**
 * Refuses to move users who are provisioned already, unless the administrator repeats the application's name.
 *
 * @throws SetupError `confirm-needed` (exit 1) that says how many users it concerns
 */
export function requireConfirmed(
  saved: SavedSettings,
  fields: readonly FieldChange[],
  { app, job, confirm }: { app: ServicePrincipal; job: SynchronizationJob | undefined; confirm: string | undefined },
): void {
  const moves = whatMoves(saved, fields);
  if (moves.length === 0 || confirm === app.displayName) return;
  const users = job === undefined ? 0 : synchronizedCounts(job).people;
  const many = users === 0 ? "an unknown number of users" : count(users, "user");
  throw new SetupError({
    code: "confirm-needed",
    exitCode: EXIT.failed,
    what: `The application "${app.displayName}" already has other settings, and changing them affects ${many}`,
    why: moves.join("; "),
    fix: [
      `To continue anyway, add --confirm "${app.displayName}".`,
      ...(confirm === undefined ? [] : [`Check the name: --confirm "${confirm}" is not this application's name.`]),
      "To leave this application unchanged, choose another one with --app-id, or use --new-app.",
    ],
    refused: true,
  });
}

/**
 * Refuses an application that signs in to its SCIM server with OAuth: a token beside that would break it.
 *
 * @throws SetupError `credentials-foreign` (exit 1)
 */
export function requireTokenAuthentication(saved: SavedSettings, { displayName }: ServicePrincipal): void {
  const way = read(saved, SETTING.authentication);
  if (way === undefined || !/^oauth2/i.test(way)) return;
  throw new SetupError({
    code: "credentials-foreign",
    exitCode: EXIT.failed,
    what: `The application "${displayName}" is connected to its SCIM server with ${way}, not with a secret token`,
    why: "Microsoft does not accept a secret token in addition to OAuth credentials, and replacing them would break the present connection",
    fix: [
      "If this is a different application with the same name, choose the right one with --app-id, or use --new-app.",
      "If this is the right one, first set its authentication method to bearer token on its Provisioning page.",
    ],
    refused: true,
  });
}

function whatMoves(saved: SavedSettings, fields: readonly FieldChange[]): string[] {
  const changed = new Set(fields.map(({ path }) => path));
  const address = read(saved, SETTING.address);
  const moves: string[] = [];
  if (address !== undefined && changed.has(SETTING.address) && !isSamePlace(address, fields))
    moves.push(
      `its Tenant URL is ${withoutSecrets(address)}, so users would be provisioned to a different SCIM server`,
    );
  if (read(saved, SETTING.scope)?.toLowerCase() === "true")
    moves.push(
      'its Scope is "Sync all users and groups", so users who are not assigned to the application would be disabled on the SCIM server',
    );
  return moves;
}

/** Microsoft's own flags in the query change how requests look, not where they go (Entra docs, scim-compatibility). */
const FLAG = /^aadOptscim\d+$/i;

function isSamePlace(address: string, fields: readonly FieldChange[]): boolean {
  const wanted = fields.find(({ path }) => path === SETTING.address)?.after;
  return typeof wanted === "string" && plainAddress(withoutFlags(address)) === plainAddress(withoutFlags(wanted));
}

function withoutFlags(address: string): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  const rest = url.search
    .slice(1)
    .split("&")
    .filter((part) => part !== "" && !FLAG.test(part.split("=", 1)[0] ?? ""));
  return `${url.origin}${url.pathname}${rest.length === 0 ? "" : `?${rest.join("&")}`}`;
}

/** The earlier address goes into plans and journals, and it may hold a secret. */
export function shownAddress(address: string): string {
  return holdsSecret(address) ? withoutSecrets(address) : address;
}

/** An address may hold a secret in its query, which is never shown. */
export function withoutSecrets(address: string): string {
  if (!URL.canParse(address)) return "not readable as a URL";
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname}${search === "" ? "" : "?..."}`;
}

function read(saved: SavedSettings, key: string): string | undefined {
  const value = saved.get(key);
  return value === undefined || value === "" ? undefined : value;
}

function field(path: string, before: string | undefined, after: string): FieldChange {
  return { path, before: before ?? null, after };
}

/** The same place however it is written: letter case of the host, or a slash at the end. */
export function isSameAddress(one: string, other: string): boolean {
  return plainAddress(one) === plainAddress(other);
}

function plainAddress(address: string): string {
  if (!URL.canParse(address)) return address;
  const { origin, pathname, search } = new URL(address);
  return `${origin}${pathname.replace(/\/+$/, "")}${search}`;
}
