import type { JsonObject } from "../../../base/json.js";
import { importGroups, importUsers } from "../../../dialect/okta/lookup.js";
import type { ScimRequest } from "../../../scim/message/messages.js";
import { idOf } from "../../../scim-client/list-answer.js";
import type { OktaApp } from "../org/app.js";
import { createGroup } from "../org/group.js";
import { appTarget, groupTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { LogTarget } from "../org/system-log.js";
import type { Pump } from "./pump.js";
import { ask, listOf, RemoteFailure } from "./remote-failure.js";
import { importingConnection, type ScimConnection } from "../org/settings.js";
import { REACTION_MS, schedule } from "./task.js";

const PAGE = 100;

/** "Import Now": reads all users at the target, then its groups where they are imported. */
export interface Importer {
  /** @returns false when the app does not import */
  start(app: OktaApp): boolean;
}

/** How far an import has come; after a 429 it continues from there. */
interface Progress {
  people: JsonObject[] | undefined;
  next: number;
  read: JsonObject[];
}

export function createImporter(org: Org, pump: Pump): Importer {
  async function run(app: OktaApp, progress: Progress): Promise<void> {
    const connection = importingConnection(app);
    if (connection === undefined) return;
    if (progress.people === undefined) {
      progress.people = await readAll(connection, importUsers, progress);
      for (const person of progress.people) if (person["active"] !== false) logPerson(app, person);
    }
    if (!connection.actions.has("Import Groups")) return;
    for (const group of await readAll(connection, importGroups, progress)) addGroup(app, group);
  }

  function addGroup(app: OktaApp, { displayName, ...group }: JsonObject): void {
    const externalId = idOf(group);
    if (externalId === undefined || typeof displayName !== "string") return;
    const isKnown =
      [...org.groups.values()].some((other) => other.appId === app.id && other.externalId === externalId) ||
      [...app.mappings.values()].some((mapping) => mapping.externalId === externalId);
    if (isKnown) return;
    const made = createGroup({
      id: org.newId("00g"),
      type: "APP_GROUP",
      name: displayName,
      created: org.scheduler.now(),
      appId: app.id,
      externalId,
    });
    org.groups.set(made.id, made);
    log(app, "group.import", "Import group from external application", [groupTarget(made)]);
  }

  function logPerson(app: OktaApp, person: JsonObject): void {
    const name = typeof person["userName"] === "string" ? person["userName"] : "unknown";
    const target: LogTarget = { id: idOf(person) ?? "unknown", type: "AppUser", alternateId: name, displayName: name };
    log(app, "user.import", "Import new user from external application", [target]);
  }

  function log(
    app: OktaApp,
    event: string,
    displayMessage: string,
    about: readonly LogTarget[],
    failure?: string,
  ): void {
    org.log.write({
      eventType: `application.provision.${event}`,
      displayMessage,
      actor: "system",
      targets: [appTarget(app), ...about],
      ...(failure === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: failure }),
    });
  }

  return {
    start(app) {
      if (importingConnection(app) === undefined) return false;
      const progress: Progress = { people: undefined, next: 1, read: [] };
      schedule(pump, REACTION_MS, {
        run: () => run(app, progress),
        failed: (reason) => {
          log(app, "user.import", "Import new user from external application", [], `Import failed: ${reason}`);
        },
      });
      return true;
    },
  };
}

/**
 * Reads a list page by page until as many have come as the target says there are.
 *
 * @throws RemoteFailure also when a page is empty before that: the import would never end
 */
async function readAll(
  connection: ScimConnection,
  page: (startIndex: number) => ScimRequest,
  progress: Progress,
): Promise<JsonObject[]> {
  for (;;) {
    const { total, resources } = listOf(await ask(connection.connector, page(progress.next), true));
    progress.read.push(...resources);
    progress.next += PAGE;
    if (progress.next > total) break;
    if (resources.length === 0)
      throw new RemoteFailure("Errors reported by remote server: a page of the list is empty");
  }
  const { read } = progress;
  progress.read = [];
  progress.next = 1;
  return read;
}
