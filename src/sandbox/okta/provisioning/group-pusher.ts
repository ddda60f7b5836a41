import {
  createGroup,
  deleteGroup,
  getGroup,
  replaceGroup,
  type PushedMember,
} from "../../../dialect/okta/custom-app.js";
import { findGroup } from "../../../dialect/okta/lookup.js";
import type { OktaApp } from "../org/app.js";
import { appTarget, groupTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { PushMapping } from "../org/push-mapping.js";
import { REACTION_MS } from "./assign.js";
import { waitAfter429 } from "./back-off.js";
import type { Pump } from "./pump.js";
import { ask, idOf, RemoteFailure, resourceOf, resourcesOf, TooManyRequests } from "./remote-failure.js";
import { pushingConnection, type ScimConnection } from "./settings.js";

/** Pushes groups with their members in the background. */
export interface GroupPusher {
  /** Pushes the group soon, if group push is on at that moment; otherwise never. */
  push(app: OktaApp, mapping: PushMapping): void;
  /** Deletes the group at the target soon. */
  remove(app: OktaApp, mapping: PushMapping): void;
  /** Writes an event `application.provision.group_push.…` that an administrator caused. */
  log(app: OktaApp, mapping: PushMapping, event: string, displayMessage: string): void;
}

export function createGroupPusher(org: Org, pump: Pump): GroupPusher {
  function push(app: OktaApp, mapping: PushMapping): void {
    if (pushingConnection(app.provisioning) !== undefined) pump.add(REACTION_MS, () => pushOnce(app, mapping, 1));
  }

  async function pushOnce(app: OktaApp, mapping: PushMapping, attempt: number): Promise<void> {
    const connection = pushingConnection(app.provisioning);
    if (connection === undefined || mapping.status !== "ACTIVE" || !app.mappings.has(mapping.id)) return;
    await attemptWork(app, mapping, attempt, pushOnce, async () => {
      mapping.externalId = await findOrCreate(mapping.targetName, connection);
      await ask(connection.connector, getGroup(mapping.externalId));
      const members = pushableMembers(app, mapping);
      await ask(connection.connector, replaceGroup(mapping.externalId, mapping.targetName, members));
      mapping.lastPush = org.scheduler.now();
      mapping.lastUpdated = mapping.lastPush;
      write(app, mapping, "group_push.pushed", "Push group to external application");
      write(app, mapping, "group_push.push_memberships", "Push group memberships to external application");
    });
  }

  async function removeOnce(app: OktaApp, mapping: PushMapping, attempt: number): Promise<void> {
    const { externalId } = mapping;
    const connection = pushingConnection(app.provisioning);
    if (connection === undefined || externalId === undefined) return;
    await attemptWork(app, mapping, attempt, removeOnce, async () => {
      await ask(connection.connector, deleteGroup(externalId), true);
      org.groups.delete(mapping.targetGroupId);
      write(app, mapping, "group_push.delete_appgroup", "Delete group in external application");
    });
  }

  /** Only members who are assigned and provisioned at this moment; nobody is added when they arrive later. */
  function pushableMembers(app: OktaApp, mapping: PushMapping): PushedMember[] {
    const source = org.groups.get(mapping.sourceGroupId);
    return (source?.members ?? []).flatMap((user) => {
      const externalId = app.users.get(user.id)?.externalId;
      return externalId === undefined ? [] : [{ value: externalId, display: user.person.userName }];
    });
  }

  async function attemptWork(
    app: OktaApp,
    mapping: PushMapping,
    attempt: number,
    again: (app: OktaApp, mapping: PushMapping, attempt: number) => Promise<void>,
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
    } catch (error) {
      const waitMs = error instanceof TooManyRequests ? waitAfter429(attempt, error.retryAfter) : undefined;
      if (waitMs !== undefined) {
        pump.add(waitMs, () => again(app, mapping, attempt + 1));
        return;
      }
      if (!(error instanceof RemoteFailure) && !(error instanceof TooManyRequests)) throw error;
      mapping.status = "ERROR";
      mapping.errorSummary = `Unable to update Group Push mapping target App group ${mapping.targetName}: ${error.message}`;
      mapping.lastUpdated = org.scheduler.now();
      const event = "group_push.mapping.update.or.delete.failed.with.error";
      write(app, mapping, event, "Group push mapping update or delete failed", mapping.errorSummary);
    }
  }

  function write(app: OktaApp, mapping: PushMapping, event: string, displayMessage: string, failure?: string): void {
    writeAs("system", app, mapping, event, displayMessage, failure);
  }

  function writeAs(
    actor: "system" | "administrator",
    app: OktaApp,
    mapping: PushMapping,
    event: string,
    displayMessage: string,
    failure?: string,
  ): void {
    const groups = [mapping.sourceGroupId, mapping.targetGroupId].flatMap((id) => {
      const group = org.groups.get(id);
      return group === undefined ? [] : [groupTarget(group)];
    });
    org.log.write({
      eventType: `application.provision.${event}`,
      displayMessage,
      actor,
      targets: [appTarget(app), ...groups],
      ...(failure === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: failure }),
    });
  }

  return {
    push,
    remove: (app, mapping) => {
      pump.add(REACTION_MS, () => removeOnce(app, mapping, 1));
    },
    log: (app, mapping, event, displayMessage) => {
      writeAs("administrator", app, mapping, `group_push.${event}`, displayMessage);
    },
  };
}

/** A group of this name that is there is linked without a word; otherwise an empty one is made. */
async function findOrCreate(name: string, { connector }: ScimConnection): Promise<string> {
  const [existing] = resourcesOf(await ask(connector, findGroup(name), true));
  const group = existing ?? resourceOf(await ask(connector, createGroup(name)));
  const id = idOf(group);
  if (id === undefined) throw new RemoteFailure("Errors reported by remote server: the group has no id");
  return id;
}
