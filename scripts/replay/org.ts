import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from "../../src/base/json.js";
import type { OrgHabits } from "../../src/sandbox/okta/org/habits.js";
import { startOktaSandbox } from "../../src/sandbox/okta/start.js";
import { defaultDirectory } from "../../src/sandbox/people/default.js";

const START = Date.UTC(2026, 0, 5, 9, 0, 0);

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** JSON, or a text when it is none; undefined when it is empty. */
  readonly body: JsonValue | undefined;
}

/** A simulated org for one sequence, on a clock that moves with the recording's. */
export interface ReplayOrg {
  readonly clock: VirtualClock;
  send(method: string, path: string, body?: JsonValue): Promise<Answer>;
  /** The org's own things that stand for those of the recorded org: undefined where the sandbox does not show one. */
  readonly own: { readonly me?: JsonObject; readonly userType?: JsonObject; readonly everyone?: JsonObject };
  close(): Promise<void>;
}

export async function startReplayOrg(habits: OrgHabits): Promise<ReplayOrg> {
  const clock = virtualClock(START);
  const sandbox = await startOktaSandbox({ ...habits, directory: defaultDirectory(), scheduler: clock });

  async function send(method: string, path: string, body?: JsonValue): Promise<Answer> {
    const response = await fetch(new URL(path, sandbox.url), {
      method,
      redirect: "manual",
      headers: {
        authorization: `SSWS ${sandbox.token.reveal()}`,
        accept: "application/json",
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: text === "" ? undefined : (parseJson(text) ?? text),
    };
  }

  const me = objectOf((await send("GET", "/api/v1/users/me")).body);
  const userType = listOf((await send("GET", "/api/v1/meta/types/user")).body).find((type) => type["default"] === true);
  const everyone = listOf((await send("GET", "/api/v1/groups?limit=200")).body).find(
    (group) => group["type"] === "BUILT_IN",
  );
  return {
    clock,
    send,
    own: {
      ...(me === undefined ? {} : { me }),
      ...(userType === undefined ? {} : { userType }),
      ...(everyone === undefined ? {} : { everyone }),
    },
    close: () => sandbox.close(),
  };
}

function objectOf(value: JsonValue | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The objects of an answer: of a list, or of one. */
export function listOf(value: JsonValue | undefined): readonly JsonObject[] {
  return (Array.isArray(value) ? (value as readonly JsonValue[]) : [value]).filter(isJsonObject);
}
