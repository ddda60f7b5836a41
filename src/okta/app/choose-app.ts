import { EXIT, SetupError } from "../../base/errors.js";
import type { OktaApp } from "../api/schemas.js";
import { readApp, type OktaTenant } from "../tenant/tenant.js";
import { orAbsent } from "../api/errors.js";

/**
 * The app of this set-up: the one this run knows, the one `--app-id` names, the only one with exactly this label, or the one
 * that an earlier run created and a search does not show yet.
 *
 * @param journalledId - the id that the journal has for an app with this label
 * @returns undefined when there is none
 * @throws SetupError `app-ambiguous` or `app-not-found` (exit 1) when the user must decide
 */
export async function chooseApp(
  tenant: OktaTenant,
  label: string,
  journalledId: string | undefined,
): Promise<OktaApp | undefined> {
  // Once known, it is read by id: a search does not show a new app at once.
  return (
    (await readApp(tenant)) ??
    (await namedApp(tenant)) ??
    (await labelledApp(tenant, label)) ??
    (await journalledApp(tenant, label, journalledId))
  );
}

/**
 * Refuses an inactive app.
 *
 * @throws SetupError `app-inactive` (exit 1)
 */
export function requireActive(app: OktaApp | undefined): void {
  if (app === undefined || app.status === "ACTIVE") return;
  throw new SetupError({
    code: "app-inactive",
    exitCode: EXIT.failed,
    what: `The app "${app.label}" (${app.id}) is ${app.status.toLowerCase()}`,
    why: "Okta provisions no users to an app that is not active",
    fix: [
      "Activate it under Applications > Applications in the Admin Console.",
      "Or rename or delete it, and the next run creates a new app.",
    ],
  });
}

async function namedApp({ api, options }: OktaTenant): Promise<OktaApp | undefined> {
  if (options.appId === undefined) return undefined;
  const app = await orAbsent(api.apps.get(options.appId));
  if (app !== undefined) return app;
  throw new SetupError({
    code: "app-not-found",
    exitCode: EXIT.failed,
    what: `This org has no app with the ID ${options.appId} (--app-id)`,
    fix: ["Copy the ID from the app's address in the Admin Console: .../instance/<id>/."],
  });
}

/** An app that was deleted or renamed since does not count. */
async function journalledApp({ api }: OktaTenant, label: string, id: string | undefined): Promise<OktaApp | undefined> {
  const app = id === undefined ? undefined : await orAbsent(api.apps.get(id));
  return app?.label === label ? app : undefined;
}

async function labelledApp({ api }: OktaTenant, label: string): Promise<OktaApp | undefined> {
  const hits = await api.apps.withLabel(label);
  const active = hits.filter(({ status }) => status === "ACTIVE");
  // One active app among inactive ones with the same label is the one; without an active one, any of them is shown.
  if (active.length <= 1) return active[0] ?? hits[0];
  throw new SetupError({
    code: "app-ambiguous",
    exitCode: EXIT.failed,
    what: `There are ${String(active.length)} active apps with the label "${label}": ${active.map(({ id }) => id).join(", ")}`,
    why: "labels are not unique in Okta, so the run cannot tell which app to set up",
    fix: active.map(({ id, name }) => `Add --app-id ${id} to choose the app ${name}.`),
  });
}
