import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonObject } from "../../base/json.js";
import { count } from "../../base/text.js";
import type { JournalledChange } from "../../setup/model/journalled-change.js";
import type { StepUndo } from "../../setup/step/step-undo.js";
import { isSameValue } from "../../setup/undo/undo-values.js";
import type { OktaAttribute } from "../api/schemas.js";
import { typeOf } from "../app/app-attributes.js";
import type { OktaTenant } from "../tenant/tenant.js";
import { changed, undoText, notKnown, undone } from "../../setup/undo/undo-looks.js";
import { appNow, newerIn } from "./common.js";

/**
 * Deletes an attribute that a run added to the app's user profile, with its values, as long as it has not changed
 * and nothing else maps it or sets it.
 */
export const attributeUndo: StepUndo<OktaTenant> = {
  look: async ({ tenant }, done, { before }) => {
    const { api } = tenant;
    const { name } = done.resource;
    const appId = undoText(done, "appId");
    if (appId === undefined) return notKnown(done, "Okta");
    const app = await appNow(api, appId);
    if (app === undefined) return undone(`The app of the attribute "${name}" no longer exists.`);
    const shown = (await api.appProfile.read(appId)).definitions.custom[name];
    if (shown === undefined) return undone(`The attribute "${name}" no longer exists.`);
    const differences = differencesOf(shown, done);
    if (differences.length > 0)
      return changed(`The attribute "${name}" has changed since it was added: ${differences.join("; ")}.`);
    const uses = await usesOf(tenant, { appId, name, before });
    if (uses.length > 0) return changed(`The attribute "${name}" is in use: ${uses.join("; ")}.`);
    return {
      state: "undo",
      change: {
        action: "delete",
        resource: { type: "app-attribute", id: name, name },
        fields: [{ path: "type", before: typeOf(shown), after: null }],
        note: `with its values for the users of the app "${app.label}"`,
      },
    };
  },
  apply: async ({ tenant: { api } }, done) => {
    const appId = undoText(done, "appId");
    if (appId !== undefined) await api.appProfile.removeAttribute(appId, done.resource.name);
  },
};

/** What Okta never shows of an attribute (recorded traffic). */
const NOT_COMPARED = new Set(["permission"]);

/** The labels of Profile Editor by the API's names. */
const LABELS: Readonly<Record<string, string>> = {
  title: "Display name",
  type: "Data type",
  description: "Description",
  externalName: "External name",
  externalNamespace: "External namespace",
  scope: "Scope",
};

function differencesOf(shown: OktaAttribute, { fields }: JournalledChange): string[] {
  const now: JsonObject = { ...(shown as JsonObject), type: typeOf(shown) };
  return fields
    .filter(({ path }) => !NOT_COMPARED.has(path))
    .filter(({ path, after }) => !isSameValue(now[path], after))
    .filter(({ path }) => path !== "externalNamespace" || (now[path] ?? "") !== "")
    .map(({ path, after }) => {
      const label = LABELS[path] ?? path;
      return `${label} was ${JSON.stringify(after)} and is ${JSON.stringify(now[path] ?? null)}`;
    });
}

interface Use {
  readonly appId: string;
  readonly name: string;
  readonly before: readonly JournalledChange[];
}

async function usesOf({ api }: OktaTenant, { appId, name, before }: Use): Promise<string[]> {
  const unassigned = new Set(newerIn(before, appId, "group-assignment").map(({ resource }) => resource.id));
  const groups = (await api.assignments.groups(appId)).filter(
    ({ id, profile }) => !unassigned.has(id) && (profile?.[name] ?? null) !== null,
  ).length;
  const unmapped = newerIn(before, appId, "attribute-mapping").some(({ resource }) => resource.name === name);
  const mapping = unmapped ? undefined : await expressionOf({ api }, appId, name);
  return [
    ...(mapping === undefined ? [] : [`it is mapped from ${mapping}`]),
    ...(groups === 0 ? [] : [`${count(groups, "assigned group gives", "assigned groups give")} it a value`]),
  ];
}

/** The expression that fills the attribute; undefined when there is none, or when mappings may not be read: then this tool did not map it. */
async function expressionOf(
  { api }: Pick<OktaTenant, "api">,
  appId: string,
  name: string,
): Promise<string | undefined> {
  try {
    return (await api.profileMappings.toApp(appId))?.properties[name]?.expression ?? undefined;
  } catch (error) {
    if (error instanceof SetupError && error.exitCode === EXIT.access) return undefined;
    throw error;
  }
}
