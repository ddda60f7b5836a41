import type { JsonValue } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { FieldChange } from "../../setup/model/plan.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo, UndoLook } from "../../setup/step/step-undo.js";
import { valueAfterUndo } from "../../setup/undo/undo-values.js";
import type { ConnectionSetting } from "../api/graph-api.js";
import type { ServicePrincipal } from "../api/schemas.js";
import {
  isSameAddress,
  MASK,
  SETTING,
  settingLabel,
  shownAddress,
  tokenSubject,
  withoutSecrets,
  type SavedSettings,
} from "../connection/connection-settings.js";
import { hasBeenStarted } from "../job/restart-due.js";
import type { EntraTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { appNow, freshness, jobsNow, keepsRunning, type Context } from "./common.js";

/**
 * Empties credentials that a run was the first to save, and restores Tenant URL and scope beside a token that it left. The
 * replaced token cannot be read, and ours is never sent to the earlier address: an administrator enters both.
 *
 * @param token - the SCIM server's token, where it was provided: saving any setting needs it
 */
export function credentialsUndo(token: Secret | undefined): StepUndo<EntraTenant> {
  return {
    look: async (context, done, { before }) => {
      const appId = undoText(done, "servicePrincipalId");
      if (appId === undefined) return notKnown(done, "Entra");
      const app = await appNow(context, appId, done);
      if (app === undefined) return undone("The application with these credentials no longer exists.");
      const saved = await readSaved(context, app);
      const newer = before.filter(
        (one) => one.resource.type === done.resource.type && undoText(one, "servicePrincipalId") === appId,
      );
      const now = done.fields.map((field) => ({
        ...field,
        value: valueAfterUndo(valueOf(saved, field.path), field.path, newer),
      }));
      if (isBeyond(now)) return replacedLook(context, app, now);
      const back = now.filter((field) => !isReplacedToken(field));
      if (back.every(({ path, value, before: was }) => isSame(path, value, was)))
        return undone(`The credentials of "${app.displayName}" are as they were before.`);
      const other = back.find(({ path, value, before: was, after }) => !isOneOf(path, value, [was, after ?? null]));
      if (other !== undefined) return otherLook(app, other);
      if (!empties(done) && !isOurs(context, app, token)) return withoutToken(app, back);
      const running = (await jobsNow(context, app)).filter((job) => keepsRunning(job, before) && hasBeenStarted(job));
      return {
        state: "undo",
        change: {
          action: back.every((field) => field.before === null) ? "delete" : "update",
          resource: done.resource,
          fields: back.map(({ path, value, before: was }) => ({
            path,
            before: shown(path, value),
            after: shown(path, was),
          })),
          ...noteOf(back, running.length > 0),
        },
      };
    },
    apply: async (context, done) => {
      const app = await appNow(context, undoText(done, "servicePrincipalId") ?? "", done);
      if (app === undefined) return;
      const saved = await readSaved(context, app);
      const settings = settingsBefore(saved, done, isOurs(context, app, token) ? token : undefined);
      await context.tenant.api.connection.write(app.id, settings, freshness(context));
    },
  };
}

function readSaved(context: Context, app: ServicePrincipal): Promise<SavedSettings> {
  return context.tenant.api.connection.read(app.id, freshness(context));
}

/** As the journal has it; a value that is empty is how a deleted one reads. */
function valueOf(saved: SavedSettings, path: string): JsonValue {
  const value = saved.get(path) ?? "";
  if (value === "") return null;
  return path === SETTING.address ? shownAddress(value) : value;
}

function isSame(path: string, one: JsonValue, other: JsonValue): boolean {
  if (path === SETTING.address && typeof one === "string" && typeof other === "string")
    return isSameAddress(one, other);
  return one === other;
}

function isOneOf(path: string, value: JsonValue, known: readonly JsonValue[]): boolean {
  return known.some((one) => isSame(path, value, one));
}

/** Whether it is the token that the application was given last. */
function isOurs({ journal }: Context, app: ServicePrincipal, token: Secret | undefined): boolean {
  return token !== undefined && journal.wasGiven(tokenSubject(app), token.reveal()) === "same";
}

type FieldNow = FieldChange & { readonly value: JsonValue };

function otherLook(app: ServicePrincipal, { path, value, after }: FieldNow): UndoLook {
  const [now, then] = [settingText(path, value), settingText(path, after ?? null)];
  return changed(`${settingLabel(path)} of "${app.displayName}" is now ${now}; the run had saved ${then}.`);
}

/** What it means for users. */
function noteOf(back: readonly FieldNow[], runs: boolean): { readonly note?: string } {
  const everybody = back.some(
    ({ path, before }) => path === SETTING.scope && typeof before === "string" && before.toLowerCase() === "true",
  );
  const notes = [
    ...(everybody ? ['Scope is "Sync all users and groups" again'] : []),
    ...(runs ? ["provisioning is on: restart it on the Provisioning page to update existing users"] : []),
  ];
  return notes.length === 0 ? {} : { note: notes.join("; ") };
}

/** A token that a run put in the place of another one. */
function isReplacedToken({ path, before }: FieldChange): boolean {
  return path === SETTING.token && before !== null;
}

/** Whether undoing would need the earlier token: the present one belongs to another address, or is the whole change. */
function isBeyond(fields: readonly FieldChange[]): boolean {
  if (fields.some(isCutAddress)) return true;
  return fields.some(isReplacedToken) && (fields.length === 1 || fields.some(({ path }) => path === SETTING.address));
}

/** An earlier address that the journal has without its secret. */
function isCutAddress({ path, before }: FieldChange): boolean {
  return path === SETTING.address && typeof before === "string" && before.endsWith("?...");
}

/** Whether the run was the first to save a token, so that no token is needed to undo that. */
function empties({ fields }: Pick<JournalledChange, "fields">): boolean {
  return fields.some(({ path, before }) => path === SETTING.token && before === null);
}

/** There was another token before, which cannot be read. */
function replacedLook(context: Context, app: ServicePrincipal, now: readonly FieldNow[]): UndoLook {
  const { displayName: name } = app;
  const token = now.find(({ path }) => path === SETTING.token);
  if (token?.value === null) return undone(`The credentials of "${name}" are already removed.`);
  const readable = now.filter(({ path }) => path !== SETTING.token);
  if (readable.length > 0 && readable.every(({ path, value, before }) => isSame(path, value, before)))
    return undone(`The earlier credentials of "${name}" are already restored; the token cannot be read.`);
  const other = readable.find(({ path, value, before, after }) => !isOneOf(path, value, [before, after ?? null]));
  if (other !== undefined) return otherLook(app, other);
  const first = context.journal
    .changes()
    .some(
      (one) =>
        one.resource.type === "admin-credentials" && undoText(one, "servicePrincipalId") === app.id && empties(one),
    );
  const what = `"${name}" had another token before, which Microsoft never shows`;
  if (first)
    return {
      state: "kept",
      what: `${what}: the credentials are removed as a whole, with those that were saved first.`,
    };
  return { state: "kept", what: `${what}. ${enterAgain(context.tenant, readable)}` };
}

function enterAgain({ adminUrl }: EntraTenant, readable: readonly FieldNow[]): string {
  const values = readable.map(({ path, before }) => `${settingLabel(path)} ${settingText(path, before)}`);
  const them =
    values.length === 0 ? "the earlier token, if it is still valid" : `the earlier token and ${values.join(", ")}`;
  return `Enter ${them} on the application's Provisioning page, under Admin Credentials and Settings, then select Test Connection and Save (${adminUrl}).`;
}

function withoutToken(app: ServicePrincipal, fields: readonly FieldNow[]): UndoLook {
  const values = fields.map(({ path, before }) => `${settingLabel(path)} was ${settingText(path, before)}`).join(", ");
  const what = `The connection settings of "${app.displayName}" can only be saved together with the token (${values}). Run the same command and provide the token, or enter the earlier settings on the application's Provisioning page.`;
  return { state: "kept", what };
}

/** Everything to be saved: what was there before the run, and what is there beside it. */
function settingsBefore(
  saved: SavedSettings,
  { fields }: JournalledChange,
  token: Secret | undefined,
): ConnectionSetting[] {
  const before = new Map(fields.map(({ path, before: was }) => [path, typeof was === "string" ? was : ""]));
  const ours = [SETTING.address, SETTING.scope, SETTING.notifications].map((key) => ({
    key,
    value: before.get(key) ?? saved.get(key) ?? "",
  }));
  const known = new Set<string>(Object.values(SETTING).filter((key) => key !== SETTING.authentication));
  const others = [...saved].filter(([key, value]) => !known.has(key) && value !== "" && value !== MASK);
  const secret = empties({ fields }) ? "" : (token ?? "");
  return [...ours, { key: SETTING.token, value: secret }, ...others.map(([key, value]) => ({ key, value }))];
}

/** A value as people read it, in the portal's words. */
function settingText(path: string, value: JsonValue): string {
  if (value === null) return "(empty)";
  if (path !== SETTING.scope) return JSON.stringify(shown(path, value));
  return typeof value === "string" && value.toLowerCase() === "true"
    ? '"Sync all users and groups"'
    : '"Sync only assigned users and groups"';
}

/** A value without what an address may hold in its query. */
function shown(path: string, value: JsonValue): JsonValue {
  return path === SETTING.address && typeof value === "string" ? withoutSecrets(value) : value;
}
