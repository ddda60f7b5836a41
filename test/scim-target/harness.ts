import type { JsonObject, JsonValue } from "../../src/base/json.js";
import type { ServiceResponse } from "../../src/scim-target/request.js";
import { createService } from "../../src/scim-target/service.js";

export const BASE_URL = "http://127.0.0.1:1/scim/v2";
const USER = "urn:ietf:params:scim:schemas:core:2.0:User";
const GROUP = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** A service without a socket, whose clock stands until it is moved and whose ids are 1, 2, 3 ... */
export interface Harness {
  readonly ask: (method: string, path: string, body?: JsonValue) => ServiceResponse;
  /** Creates a person and gives their id. */
  readonly user: (userName: string, more?: JsonObject) => string;
  /** Creates a group and gives its id. */
  readonly group: (displayName: string, members?: readonly string[]) => string;
  /** What a list answers with, by one attribute. */
  readonly listed: (path: string, attribute: string) => JsonValue[];
  readonly tick: (milliseconds: number) => void;
}

export function harness(options: Pick<Parameters<typeof createService>[0], "unknownAttributes"> = {}): Harness {
  let now = Date.UTC(2026, 2, 1);
  let id = 0;
  const newId = (): string => String((id += 1));
  const service = createService({ baseUrl: () => BASE_URL, now: () => now, newId, ...options });

  function ask(method: string, pathAndQuery: string, body?: JsonValue): ServiceResponse {
    const url = new URL(BASE_URL + pathAndQuery);
    const path = url.pathname.slice("/scim/v2".length);
    return service({ method, path, query: url.searchParams, headers: {}, body });
  }

  function create(endpoint: string, body: JsonObject): string {
    const response = ask("POST", endpoint, body);
    const created = response.body?.["id"];
    if (response.status !== 201 || typeof created !== "string") throw new Error(JSON.stringify(response));
    return created;
  }

  return {
    ask,
    user: (userName, more = {}) => create("/Users", { schemas: [USER], userName, ...more }),
    group: (displayName, members = []) =>
      create("/Groups", { schemas: [GROUP], displayName, members: members.map((value) => ({ value })) }),
    listed(path, attribute) {
      const resources = ask("GET", path).body?.["Resources"] as readonly JsonObject[];
      return resources.map((resource) => resource[attribute] ?? null);
    },
    tick(milliseconds) {
      now += milliseconds;
    },
  };
}

export const userBody = (userName: string, more: JsonObject = {}): JsonObject => ({
  schemas: [USER],
  userName,
  ...more,
});

export const groupBody = (displayName: string, members: readonly string[]): JsonObject => ({
  schemas: [GROUP],
  displayName,
  members: members.map((value) => ({ value, display: "whatever the client says" })),
});
