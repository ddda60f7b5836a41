import { deleteGroup, type PushedMember } from "../../../dialect/okta/custom-app.js";
import type { OktaApp } from "../org/app.js";
import type { OktaGroup } from "../org/group.js";
import { appTarget, groupTarget, userTarget } from "../org/log-targets.js";
import type { Org } from "../org/org.js";
import type { PushMapping } from "../org/push-mapping.js";
import { findOrCreate, sendGroup, type PushedPart } from "./group-tasks.js";
import type { Pump } from "./pump.js";
import { ask } from "./remote-failure.js";
import { pushingConnection, type ScimConnection } from "../org/settings.js";
import { REACTION_MS, schedule } from "./task.js";

/**
 * From a change of a group to its push. Okta promises no order of it and the users' own tasks; here those come first,
 * so that a run is alike every time.
 */
const AFTER_PEOPLE_MS = REACTION_MS + 1_000;

/** Pushes groups with their members in the background. */
export interface GroupPusher {
  /** Pushes the group soon, if group push is on at that moment; otherwise never. */
  push(app: OktaApp, mapping: PushMapping): void;
  /** Deletes the group at the target soon. */
  remove(app: OktaApp, mapping: PushMapping): void;
  /** Pushes the whole membership to every app that has the group already. */
  membersChanged(source: OktaGroup): void;
  /** Renames the group at every app whose group names follow Okta's. */
  renamed(source: OktaGroup): void;
  /** Puts every mapping of a group that is gone in ERROR. What becomes of one is not documented; the target keeps its group. */
  sourceDeleted(source: OktaGroup): void;
  /** Writes an event `application.provision.group_push.…` that an administrator caused. */
  log(app: OktaApp, mapping: PushMapping, event: string, displayMessage: string): void;
}

/** The name of an event with its text. */
type LogEvent = readonly [event: string, displayMessage: string];

const PUSHED: LogEvent = ["pushed", "Push group to external application"];
const MEMBERS: LogEvent = ["push_memberships", "Push group memberships to external application"];
const RENAMED: LogEvent = ["mapping.app.group.renamed", "Rename app group of push group mapping"];
const DELETED: LogEvent = ["delete_appgroup", "Delete group in external application"];
const FAILED: LogEvent = ["mapping.update.or.delete.failed.with.error", "Group push mapping update or delete failed"];

export function createGroupPusher(org: Org, pump: Pump): GroupPusher {
  /** Mappings whose next push is already waiting: it sends the whole membership as it is then. */
  const waiting = new WeakSet<PushMapping>();

  async function pushNow(app: OktaApp, mapping: PushMapping): Promise<void> {
    const connection = usableConnection(app, mapping);
    if (connection === undefined) return;
    mapping.externalId = mapping.linkedId ?? (await findOrCreate(mapping.targetName, connection));
    await send(app, mapping, "all", connection);
    for (const deed of [PUSHED, MEMBERS]) log("system", app, mapping, deed);
  }

  async function sendChange(app: OktaApp, mapping: PushMapping, part: PushedPart, deed: LogEvent): Promise<void> {
    waiting.delete(mapping);
    const connection = usableConnection(app, mapping);
    if (connection === undefined || mapping.externalId === undefined) return;
    await send(app, mapping, part, connection);
    log("system", app, mapping, deed);
  }

  async function send(app: OktaApp, mapping: PushMapping, part: PushedPart, connection: ScimConnection): Promise<void> {
    const { externalId: id, targetName: name, sentMembers: sentBefore } = mapping;
    if (id === undefined) return;
    const members = pushableMembers(app, mapping);
    await sendGroup({ id, name, members, sentBefore }, part, connection);
    if (part !== "name") {
      mapping.sentMembers = members;
      logIgnored(app, mapping);
    }
    mapping.lastPush = org.scheduler.now();
    mapping.lastUpdated = mapping.lastPush;
  }

  async function removeNow(app: OktaApp, mapping: PushMapping): Promise<void> {
    const { externalId } = mapping;
    const connection = pushingConnection(app);
    if (connection === undefined || externalId === undefined) return;
    await ask(connection.connector, deleteGroup(externalId), true);
    log("system", app, mapping, DELETED);
    org.groups.delete(mapping.targetGroupId);
  }

  function usableConnection(app: OktaApp, mapping: PushMapping): ScimConnection | undefined {
    return mapping.status === "ACTIVE" && app.mappings.has(mapping.id) ? pushingConnection(app) : undefined;
  }

  /**
   * Members who are not assigned to the app are left out, which Okta writes to the System Log. Source: Okta's list of event types;
   * the shape of the event is not recorded.
   */
  function logIgnored(app: OktaApp, { sourceGroupId }: PushMapping): void {
    const source = org.groups.get(sourceGroupId);
    const ignored = (source?.members ?? []).filter(({ id }) => app.users.get(id) === undefined);
    if (source === undefined || ignored.length === 0) return;
    org.log.write({
      eventType: "app.user_management.grouppush.mapping.okta.users.ignored",
      displayMessage: "Ignore users of a pushed group who are not assigned to the application",
      actor: "system",
      targets: [appTarget(app), groupTarget(source), ...ignored.map(userTarget)],
      result: "SUCCESS",
    });
  }

  /** Only members who are assigned and provisioned at this moment; no user is added when they arrive later. */
  function pushableMembers(app: OktaApp, mapping: PushMapping): PushedMember[] {
    const source = org.groups.get(mapping.sourceGroupId);
    return (source?.members ?? []).flatMap((user) => {
      const appUser = app.users.get(user.id);
      if (appUser?.externalId === undefined) return [];
      const display = org.habits.memberDisplay === "null" ? null : appUser.userName;
      return [{ value: appUser.externalId, display }];
    });
  }

  function later(app: OktaApp, mapping: PushMapping, delayMs: number, run: () => Promise<void>): void {
    schedule(pump, delayMs, {
      run,
      failed: (reason) => {
        fail(app, mapping, reason);
      },
    });
  }

  function fail(app: OktaApp, mapping: PushMapping, reason: string): void {
    mapping.status = "ERROR";
    mapping.errorSummary = `Unable to update Group Push mapping target App group ${mapping.targetName}: ${reason}`;
    mapping.lastUpdated = org.scheduler.now();
    log("system", app, mapping, FAILED, mapping.errorSummary);
  }

  function eachMapping(source: OktaGroup, visit: (app: OktaApp, mapping: PushMapping) => void): void {
    for (const app of org.apps.values())
      for (const mapping of app.mappings.values()) if (mapping.sourceGroupId === source.id) visit(app, mapping);
  }

  function log(
    actor: "system" | "administrator",
    app: OktaApp,
    mapping: PushMapping,
    [event, displayMessage]: LogEvent,
    failure?: string,
  ): void {
    const groups = [mapping.sourceGroupId, mapping.targetGroupId].flatMap((id) => {
      const group = org.groups.get(id);
      return group === undefined ? [] : [groupTarget(group)];
    });
    org.log.write({
      eventType: `application.provision.group_push.${event}`,
      displayMessage,
      actor,
      targets: [appTarget(app), ...groups],
      ...(failure === undefined ? { result: "SUCCESS" } : { result: "FAILURE", reason: failure }),
    });
  }

  return {
    push: (app, mapping) => {
      if (pushingConnection(app) !== undefined) later(app, mapping, REACTION_MS, () => pushNow(app, mapping));
    },
    remove: (app, mapping) => {
      later(app, mapping, REACTION_MS, () => removeNow(app, mapping));
    },
    membersChanged: (source) => {
      eachMapping(source, (app, mapping) => {
        if (mapping.externalId === undefined || waiting.has(mapping)) return;
        waiting.add(mapping);
        later(app, mapping, AFTER_PEOPLE_MS, () => sendChange(app, mapping, "members", MEMBERS));
      });
    },
    renamed: (source) => {
      eachMapping(source, (app, mapping) => {
        if (!app.provisioning.renameGroups) return;
        mapping.targetName = source.name;
        const appGroup = org.groups.get(mapping.targetGroupId);
        if (appGroup !== undefined) appGroup.name = source.name;
        later(app, mapping, AFTER_PEOPLE_MS, () => sendChange(app, mapping, "name", RENAMED));
      });
    },
    sourceDeleted: (source) => {
      eachMapping(source, (app, mapping) => {
        fail(app, mapping, "the source group was deleted");
      });
    },
    log: (app, mapping, event, displayMessage) => {
      log("administrator", app, mapping, [event, displayMessage]);
    },
  };
}
