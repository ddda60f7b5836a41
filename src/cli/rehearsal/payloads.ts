import type { Exchange } from "../../http/exchange.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../base/json.js";
import type { SentRequest, Payloads } from "../run/people-report.js";

interface SentWrite {
  readonly method: string;
  readonly path: string;
  readonly body: JsonValue;
  /** The SCIM server's id of the user; undefined for a group, and for a user who was refused. */
  readonly userId: string | undefined;
  readonly resource: "Users" | "Groups";
}

/** @param keepGroups - whether writes of groups are kept too; their bodies are large */
export function collectPayloads({ keepGroups }: { readonly keepGroups: boolean }): Payloads {
  const writes: SentWrite[] = [];
  const created = new Map<string, JsonValue>();

  function note(exchange: Exchange): void {
    const write = writeIn(exchange);
    if (write === undefined) return;
    if (write.resource === "Users" || keepGroups) writes.push(write);
    if (write.method === "POST" && write.userId !== undefined) created.set(write.userId, write.body);
  }

  return {
    watch: (forward) => (exchange) => {
      note(exchange);
      forward?.(exchange);
    },
    createdWith: (targetId) => created.get(targetId),
    about: ({ targetId, values }) => {
      const userName = values.find(({ path }) => path === "userName")?.value;
      return writes.flatMap((write) => aboutPerson(write, targetId, userName) ?? []);
    },
  };
}

function writeIn({ from, to, method, path, body, status, answer }: Exchange): SentWrite | undefined {
  if (to !== "target" || from === "total-setup" || body === undefined) return undefined;
  const [, resource, id] = /\/(Users|Groups)(?:\/([^/?]+))?(?:\?|$)/.exec(path) ?? [];
  if (resource !== "Users" && resource !== "Groups") return undefined;
  const made = isJsonObject(answer) && typeof answer["id"] === "string" && status < 300 ? answer["id"] : undefined;
  const userId = resource === "Groups" ? undefined : id === undefined ? made : decodeURIComponent(id);
  return { method, path, body, userId, resource };
}

function aboutPerson(
  { method, path, body, userId, resource }: SentWrite,
  targetId: string | undefined,
  userName: JsonValue | undefined,
): SentRequest | undefined {
  if (resource === "Groups") {
    const kept = targetId === undefined ? undefined : membersOnly(body, targetId);
    return kept === undefined ? undefined : { method, path, ...kept };
  }
  const refused = userId === undefined && isJsonObject(body) && body["userName"] === userName;
  return (userId !== undefined && userId === targetId) || refused ? { method, path, body } : undefined;
}

/** The body of a group with one member alone; undefined when that member is not in it. */
function membersOnly(body: JsonValue, id: string): Pick<SentRequest, "body" | "otherMembers"> | undefined {
  if (!isJsonObject(body)) return undefined;
  const lists = { others: 0, found: false };
  const only = (value: JsonValue | undefined): JsonValue | undefined => {
    if (!Array.isArray(value)) return value;
    const members = value as readonly JsonValue[];
    const mine = members.filter((member) => isJsonObject(member) && member["value"] === id);
    lists.others += members.length - mine.length;
    lists.found ||= mine.length > 0;
    return mine;
  };
  const { members, Operations: operations } = body;
  const kept: JsonObject = {
    ...body,
    ...(members === undefined ? {} : { members: only(members) }),
    ...(Array.isArray(operations)
      ? { Operations: (operations as readonly JsonValue[]).map((operation) => operationOnly(operation, only)) }
      : {}),
  };
  if (!lists.found) return undefined;
  return { body: kept, ...(lists.others === 0 ? {} : { otherMembers: lists.others }) };
}

function operationOnly(operation: JsonValue, only: (value: JsonValue | undefined) => JsonValue | undefined): JsonValue {
  if (!isJsonObject(operation)) return operation;
  const { path, value } = operation;
  if (path === "members") return { ...operation, value: only(value) };
  if (isJsonObject(value) && value["members"] !== undefined)
    return { ...operation, value: { ...value, members: only(value["members"]) } };
  return operation;
}
