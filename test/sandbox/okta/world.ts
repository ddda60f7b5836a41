import { afterEach } from "vitest";
import { formValues, samlSignOn } from "../../support/console-values.js";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import type { Exchange } from "../../../src/http/exchange.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../src/base/json.js";

import { startOktaSandbox, type OktaSandbox, type OktaSandboxOptions } from "../../../src/sandbox/okta/start.js";
import type { Directory, DirectoryPerson } from "../../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../../src/scim-target/http.js";

/** An answer of the admin API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: JsonValue | undefined;
  /** The body as an object; empty when it is none. */
  readonly object: JsonObject;
  /** The body as a list of objects. */
  readonly list: readonly JsonObject[];
}

export interface World {
  readonly sandbox: OktaSandbox;
  readonly target: RunningTarget;
  readonly clock: VirtualClock;
  /** What the org sent to the target. */
  readonly sent: Exchange[];
  call(method: string, pathOrUrl: string, body?: JsonValue): Promise<Answer>;
  /** The id of the only OKTA_GROUP of this name. */
  groupId(name: string): Promise<string>;
  createApp(label?: string): Promise<string>;
  /** Fills in the three forms as a person who follows the guide does. */
  connect(appId: string, baseUrl?: string): Promise<void>;
  /** What the target holds, read by hand. */
  read(path: string): Promise<JsonObject>;
}

export const START = Date.UTC(2026, 10, 2, 9, 0, 0);

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

export function people(...list: (Partial<DirectoryPerson> & { readonly userName: string })[]): Directory {
  const all = list.map((one) => ({
    givenName: "Ada",
    familyName: "Berg",
    email: one.userName,
    active: true,
    groups: ["TOTAL-Admin"],
    ...one,
  }));
  return { people: all, groups: [...new Set(["TOTAL-Admin", ...all.flatMap(({ groups }) => groups)])] };
}

export async function startWorld(directory: Directory, options: Partial<OktaSandboxOptions> = {}): Promise<World> {
  const clock = virtualClock(START);
  const sent: Exchange[] = [];
  const target = await startTarget({ now: () => clock.now(), unknownAttributes: "kept" });
  open.push(target);
  const sandbox = await startOktaSandbox({
    directory,
    scheduler: clock,
    record: (one) => void sent.push(one),
    ...options,
  });
  open.push(sandbox);

  async function call(method: string, pathOrUrl: string, body?: JsonValue): Promise<Answer> {
    const response = await fetch(new URL(pathOrUrl, sandbox.url), {
      method,
      headers: {
        authorization: `SSWS ${sandbox.token.reveal()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const parsed = text === "" ? undefined : (JSON.parse(text) as JsonValue);
    return {
      status: response.status,
      headers: response.headers,
      body: parsed,
      object: isJsonObject(parsed) ? parsed : {},
      list: Array.isArray(parsed) ? (parsed as readonly unknown[]).filter(isJsonObject) : [],
    };
  }

  return {
    sandbox,
    target,
    clock,
    sent,
    call,
    groupId: async (name) => {
      const search = encodeURIComponent(`profile.name eq "${name}" and type eq "OKTA_GROUP"`);
      return text((await call("GET", `/api/v1/groups?search=${search}`)).list[0]?.["id"]);
    },
    createApp: async (label = "TOTAL (Provisioning)") =>
      text((await call("POST", "/api/v1/apps", samlApp(label))).object["id"]),
    connect: async (appId, baseUrl = target.baseUrl) => {
      const answer = await sandbox.console.submit(appId, formValues(baseUrl, target.token));
      if (!answer.ok) throw new Error(answer.reason);
    },
    read: async (path) => {
      const headers = { authorization: `Bearer ${target.token.reveal()}` };
      const body: unknown = await (await fetch(target.baseUrl + path, { headers })).json();
      return isJsonObject(body) ? body : {};
    },
  };
}

export function samlApp(label: string): JsonObject {
  return {
    label,
    signOnMode: "SAML_2_0",
    visibility: { autoSubmitToolbar: false, hide: { iOS: true, web: true } },
    features: ["SCIM_PROVISIONING", "PUSH_NEW_USERS"],
    settings: {
      signOn: samlSignOn(),
    },
  };
}

/** The `next` link of a page. */
export function nextOf(answer: Answer): string | undefined {
  return /<([^>]+)>; rel="next"/.exec(answer.headers.get("link") ?? "")?.[1];
}

export function text(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw new TypeError(`not a text: ${JSON.stringify(value)}`);
  return value;
}

/** Method and path of what was sent, readable. */
export function lines(sent: readonly Exchange[]): string[] {
  return sent.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
}
