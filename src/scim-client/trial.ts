import { randomBytes } from "node:crypto";
import { isJsonObject, type JsonObject, type JsonValue } from "../base/json.js";
import { vendorWords, wordsOfBody, wordsOfText } from "../base/target-answer.js";
import type { ScimRequest } from "../scim/message/messages.js";
import { openOwnTransport, type OwnTransportOptions } from "./http/own-transport.js";
import { ScimTransportError } from "./http/transport-error.js";
import type { ScimResponse } from "./http/transport.js";
import { idOf, valueOf } from "./list-answer.js";

/** The requests of a trial, from the IdP's dialect. */
export interface TrialRequests {
  createUser(userName: string, password: string): ScimRequest;
  updateUser(id: string, userName: string, current: JsonObject): ScimRequest;
  deactivateUser(id: string, current: JsonObject): ScimRequest;
  createGroup(displayName: string): ScimRequest;
  sendMember(groupId: string, displayName: string, userId: string, userName: string): ScimRequest;
  /** Undefined for an IdP that renames a group only when its name changes. */
  renameGroup(groupId: string, displayName: string): ScimRequest | undefined;
}

/** What the target made of the requests: only what went wrong. */
export interface TrialResult {
  readonly findings: readonly TrialFinding[];
  /** Test data that could not be removed, as `the user total-setup-trial-1a2b3c4d@example.com`. */
  readonly left: readonly string[];
  /** Why the trial ended early, as a clause; absent when all of it was made. */
  readonly ended?: string;
  readonly requests: { readonly reads: number; readonly writes: number };
}

interface TrialFinding {
  /** The update of a user that says `groups: []`; or a group's name, sent without a path and beside its members. */
  readonly kind: "empty-groups" | "rename";
  /** The user was no longer in the group afterwards; or the request was refused. */
  readonly outcome: "memberships-lost" | "refused";
  /** The target's answer in a few words: `HTTP 200`. */
  readonly answer: string;
}

/** A trial that cannot go on; the message is a clause that follows "because". */
class TrialEnded extends Error {
  override readonly name = "TrialEnded";
}

interface TrialData {
  readonly userName: string;
  readonly groupName: string;
  userId?: string;
  groupId?: string;
}

/**
 * Tries out, with a test user and a test group that are removed again, two things that IdPs send and servers take differently.
 * The caller must be allowed to write to the target.
 */
export async function tryOut(options: OwnTransportOptions, requests: TrialRequests): Promise<TrialResult> {
  const transport = openOwnTransport(options);
  const mark = `total-setup-trial-${randomBytes(4).toString("hex")}`;
  const data: TrialData = { userName: `${mark}@example.com`, groupName: mark };
  const findings: TrialFinding[] = [];
  const send = async (request: ScimRequest): Promise<ScimResponse> => {
    try {
      return await transport.send(request);
    } catch (error) {
      if (error instanceof ScimTransportError)
        throw new TrialEnded(`the SCIM server did not answer ${request.method} ${request.path}`);
      throw error;
    }
  };
  try {
    const ended = await endOf(makeTrial({ send, requests, data, findings }));
    const left = await removeAll({ send, requests, data });
    const { GET, POST, PUT, PATCH, DELETE } = transport.requests();
    const counts = { reads: GET, writes: POST + PUT + PATCH + DELETE };
    return { findings, left, ...(ended === undefined ? {} : { ended }), requests: counts };
  } finally {
    transport.close();
  }
}

/** Why a part of the trial ended before it was through; undefined when it was. */
async function endOf(part: Promise<void>): Promise<string | undefined> {
  try {
    await part;
    return undefined;
  } catch (error) {
    if (error instanceof TrialEnded) return error.message;
    throw error;
  }
}

interface Trying {
  readonly send: (request: ScimRequest) => Promise<ScimResponse>;
  readonly requests: TrialRequests;
  readonly data: TrialData;
}

async function makeTrial({ send, requests, data, findings }: Trying & { findings: TrialFinding[] }): Promise<void> {
  const { userName, groupName } = data;
  const userId = await create(send, requests.createUser(userName, randomBytes(12).toString("base64url")));
  data.userId = userId;
  const groupId = await create(send, requests.createGroup(groupName));
  data.groupId = groupId;
  const isMember = async (): Promise<boolean | undefined> =>
    memberIn(await read(send, pathOf("Groups", groupId)), userId);
  const join = async (): Promise<void> => {
    await accepted(send, requests.sendMember(groupId, groupName, userId, userName));
  };
  const judge = async (kind: TrialFinding["kind"], request: ScimRequest): Promise<void> => {
    const wasMember = (await isMember()) === true;
    const answer = await send(request);
    const refused = !isSuccess(answer);
    if (refused) findings.push({ kind, outcome: "refused", answer: answerText(answer) });
    else if (wasMember && (await isMember()) === false)
      findings.push({ kind, outcome: "memberships-lost", answer: answerText(answer) });
  };

  await join();
  await judge("empty-groups", requests.updateUser(userId, userName, await read(send, pathOf("Users", userId))));
  const rename = requests.renameGroup(groupId, groupName);
  if (rename === undefined) return;
  await join();
  await judge("rename", rename);
}

async function create(send: Trying["send"], request: ScimRequest): Promise<string> {
  const { json } = await accepted(send, request);
  const id = isJsonObject(json) ? idOf(json) : undefined;
  if (id === undefined) throw new TrialEnded(`the answer to ${request.method} ${request.path} had no ID`);
  return id;
}

async function read(send: Trying["send"], path: string): Promise<JsonObject> {
  const { json } = await accepted(send, { method: "GET", path });
  if (isJsonObject(json)) return json;
  throw new TrialEnded(`the answer to GET ${path} was not JSON`);
}

async function accepted(send: Trying["send"], request: ScimRequest): Promise<ScimResponse> {
  const answer = await send(request);
  if (isSuccess(answer)) return answer;
  throw new TrialEnded(`the SCIM server answered ${request.method} ${request.path} with ${answerText(answer)}`);
}

/** Undefined when the group does not show its members. */
function memberIn(group: JsonObject, userId: string): boolean | undefined {
  const members = valueOf(group, "members");
  // An empty list may be left out (RFC 7643 2.5).
  if (members === undefined || members === null) return false;
  if (!Array.isArray(members)) return undefined;
  return (members as readonly JsonValue[]).some((one) => isJsonObject(one) && one["value"] === userId);
}

/** Removes the test data, and deactivates a user that cannot be removed. Returns the names of what is still there. */
async function removeAll({ send, requests, data }: Trying): Promise<readonly string[]> {
  const left: string[] = [];
  const { userId, groupId, userName, groupName } = data;
  if (groupId !== undefined && !(await isRemoved(send, pathOf("Groups", groupId))))
    left.push(`the group "${groupName}"`);
  if (userId === undefined || (await isRemoved(send, pathOf("Users", userId)))) return left;
  const deactivate = async (): Promise<void> => {
    await send(requests.deactivateUser(userId, await read(send, pathOf("Users", userId))));
  };
  await endOf(deactivate());
  return [...left, `the user ${userName}`];
}

async function isRemoved(send: Trying["send"], path: string): Promise<boolean> {
  const remove = async (): Promise<void> => {
    await accepted(send, { method: "DELETE", path });
  };
  return (await endOf(remove())) === undefined;
}

function pathOf(resource: "Users" | "Groups", id: string): string {
  return `/${resource}/${encodeURIComponent(id)}`;
}

function isSuccess({ status }: ScimResponse): boolean {
  return status >= 200 && status < 300;
}

/** As `HTTP 400: mutability: "groups" is read-only`. */
function answerText({ status, json, text }: ScimResponse): string {
  const words = vendorWords(json === undefined ? wordsOfText(text) : wordsOfBody(json)).replace(/\.$/, "");
  return words === "" ? `HTTP ${String(status)}` : `HTTP ${String(status)}: ${words}`;
}
