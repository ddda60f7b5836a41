import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../../src/base/clock.js";
import type { Exchange } from "../../../../src/http/exchange.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../../src/base/json.js";
import { startEntraSandbox, type EntraSandbox, type EntraSandboxOptions } from "../../../../src/sandbox/entra/start.js";
import type { Directory, DirectoryPerson } from "../../../../src/sandbox/people/person.js";
import { startTarget, type RunningTarget } from "../../../../src/scim-target/http.js";

/** An answer of Graph. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The body as an object; empty when it is none. */
  readonly body: JsonObject;
  /** The objects of `value`. */
  readonly list: readonly JsonObject[];
  /** The error's code and message. */
  readonly error: { readonly code: string; readonly message: string };
}

export interface World {
  readonly sandbox: EntraSandbox;
  readonly target: RunningTarget;
  readonly clock: VirtualClock;
  /** What the provisioning service sent to the target. */
  readonly sent: Exchange[];
  /** @param path - below `/v1.0`, or a whole address */
  readonly call: (
    method: string,
    path: string,
    body?: JsonValue,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Answer>;
  readonly groupId: (name: string) => string;
  readonly userId: (userPrincipalName: string) => string;
  /** Object id of an application that is past all its lags. */
  readonly app: () => string;
  /** A job of that application that can be read. */
  readonly createJob: (templateId?: string) => Promise<string>;
  /** Saves the target's address and token. */
  readonly connect: () => Promise<void>;
}

export const START = Date.UTC(2026, 10, 20, 10, 0, 0);
export const NON_GALLERY = "8adf8e6e-67b2-4cf2-a259-e3dc5476c621";

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

export function people(...list: (Partial<DirectoryPerson> & { readonly userName: string })[]): Directory {
  const all = list.map((one) => ({
    givenName: "Ada",
    familyName: "Berg",
    displayName: "Ada Berg",
    email: one.userName,
    title: "Engineer",
    department: "IT",
    active: true,
    groups: ["TOTAL-Admin"],
    ...one,
  }));
  return { people: all, groups: [...new Set(["TOTAL-Admin", ...all.flatMap(({ groups }) => groups)])] };
}

export const TEAM = people(
  { userName: "ada@northwind.example" },
  { userName: "ben@northwind.example", groups: ["TOTAL-Admin", "TOTAL-Analyst"] },
  { userName: "o'neil@northwind.example", groups: ["TOTAL-Analyst"] },
);

/** A tenant with an application that can provision, unless the options say otherwise. */
export async function startWorld(
  options: Partial<EntraSandboxOptions> = {},
  directory: Directory = TEAM,
): Promise<World> {
  const clock = virtualClock(START);
  const sent: Exchange[] = [];
  const target = await startTarget({ now: () => clock.now() });
  open.push(target);
  const sandbox = await startEntraSandbox({
    directory,
    scheduler: clock,
    startState: "provisioning-app",
    record: (one) => void sent.push(one),
    ...options,
  });
  open.push(sandbox);
  const { tenant } = sandbox;

  async function call(
    method: string,
    path: string,
    body?: JsonValue,
    headers: Readonly<Record<string, string>> = {},
  ): Promise<Answer> {
    const url = path.startsWith("http") ? path : `${sandbox.url}/v1.0${path}`;
    const response = await fetch(url, {
      method,
      headers: {
        authorization: `Bearer ${sandbox.token.reveal()}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return readAnswer(response);
  }

  const app = (): string => {
    const [first] = tenant.servicePrincipals.keys();
    if (first === undefined) throw new Error("the tenant has no application");
    return first;
  };

  return {
    sandbox,
    target,
    clock,
    sent,
    call,
    app,
    groupId: (name) => idOf([...tenant.groups.values()].find((one) => one.displayName === name)),
    userId: (name) => idOf([...tenant.users.values()].find((one) => one.userPrincipalName === name)),
    createJob: async (templateId = "scim") => {
      const { body } = await call("POST", `/servicePrincipals/${app()}/synchronization/jobs`, { templateId });
      await clock.sleep(3_000);
      return textOf(body["id"]);
    },
    connect: async () => {
      const saved = await call("PUT", `/servicePrincipals/${app()}/synchronization/secrets`, {
        value: settings(target.baseUrl, target.token.reveal()),
      });
      if (saved.status !== 204) throw new Error(saved.text);
    },
  };
}

export async function readAnswer(response: Response): Promise<Answer> {
  const text = await response.text();
  const parsed: unknown =
    response.headers.get("content-type")?.includes("json") === true ? JSON.parse(text) : undefined;
  const body = isJsonObject(parsed) ? parsed : {};
  const error = isJsonObject(body["error"]) ? body["error"] : {};
  return {
    status: response.status,
    headers: response.headers,
    text,
    body,
    list: Array.isArray(body["value"]) ? (body["value"] as readonly unknown[]).filter(isJsonObject) : [],
    error: { code: textOf(error["code"]), message: textOf(error["message"]) },
  };
}

/** The four settings that saving needs. */
export function settings(baseAddress: string, token: string): { readonly key: string; readonly value: string }[] {
  return [
    { key: "BaseAddress", value: baseAddress },
    { key: "SecretToken", value: token },
    { key: "SyncAll", value: "false" },
    { key: "SyncNotificationSettings", value: '{"Enabled":false,"DeleteThresholdEnabled":false}' },
  ];
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function idOf(found: { readonly id: string } | undefined): string {
  if (found === undefined) throw new Error("nobody of that name");
  return found.id;
}
