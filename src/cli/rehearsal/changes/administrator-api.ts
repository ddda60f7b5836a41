import type { Clock } from "../../../base/clock.js";
import { isJsonObject, parseJson, type JsonObject, type JsonValue } from "../../../base/json.js";
import type { Secret } from "../../../base/secret.js";
import { openApiClient, type ApiPolicy } from "../../../http/api-client.js";
import type { ExchangeSink } from "../../../http/exchange.js";
import { waitAsTold } from "../../../http/retry-after.js";
import { ChangeRefused } from "../../run/rehearsal.js";

/** A simulated tenant, and the terms on which its administrator works there. */
export interface AdministratorPlace {
  readonly url: string;
  /** The whole value of the `Authorization` header. */
  readonly authorization: () => string;
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
  readonly timeoutMs: number | undefined;
}

/** What the parts of an administrator need to be made. */
export type AdministratorOptions = Omit<AdministratorPlace, "url" | "authorization"> & {
  readonly url: string;
  readonly token: Secret;
};

/** The API of a simulated tenant, as its administrator uses it. */
export interface AdministratorApi {
  /** The objects of a list. @throws ChangeRefused */
  list(path: string, key?: string): Promise<readonly JsonObject[]>;
  /** @throws ChangeRefused */
  write(method: "POST" | "PUT" | "PATCH" | "DELETE", path: string, body?: JsonObject): Promise<void>;
}

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: JsonObject | undefined;
  tries: number;
}

const BUSY = new Set([429, 500, 502, 503, 504]);

/** Each call has the same effect when it is made twice, so it is made again whenever its answer is lost. */
const POLICY: ApiPolicy = {
  tries: 6,
  timeoutMs: 30_000,
  keepsConnections: false,
  sendsAgain: (status) => BUSY.has(status),
  waitOf: ({ headers }, now) => waitAsTold(headers, now),
};

/** How a tenant answers a change that an earlier try has made. */
const MADE_BEFORE = new Set([403, 404]);

export function openAdministratorApi({
  url,
  authorization,
  clock,
  record,
  timeoutMs,
}: AdministratorPlace): AdministratorApi {
  const client = openApiClient<Call>({
    origin: url,
    clock,
    // A dry run is alike every time.
    random: () => 0,
    record: (exchange) => {
      record?.({ ...exchange, from: "stand-in" });
    },
    timeoutMs,
    policy: POLICY,
    calls: {
      request: (call) => {
        call.tries += 1;
        const { method, path, body } = call;
        return {
          method,
          url: url + path,
          headers: {
            Accept: "application/json",
            ...(body === undefined ? {} : { "Content-Type": "application/json" }),
          },
          body: body === undefined ? undefined : { text: JSON.stringify(body), recorded: body },
          repeatable: true,
          reads: method === "GET",
        };
      },
      sign: () => Promise.resolve({ Authorization: authorization() }),
      refused: ({ status, text }) => new TenantRefusal(status, messageIn(parseJson(text)) ?? `HTTP ${String(status)}`),
      unreachable: () => new TenantRefusal(0, "no answer"),
    },
  });

  async function send(method: string, path: string, body?: JsonObject): Promise<JsonValue | undefined> {
    const call: Call = { method, path, body, tries: 0 };
    try {
      return parseJson((await client.send(call)).text);
    } catch (error) {
      if (!(error instanceof TenantRefusal)) throw error;
      if (call.tries > 1 && method !== "GET" && MADE_BEFORE.has(error.status)) return undefined;
      throw new ChangeRefused(error.message);
    }
  }

  return {
    list: async (path, key) => {
      const answer = await send("GET", path);
      const items = key !== undefined && isJsonObject(answer) ? answer[key] : answer;
      return Array.isArray(items) ? (items as readonly JsonValue[]).filter(isJsonObject) : [];
    },
    write: async (method, path, body) => {
      await send(method, path, body);
    },
  };
}

class TenantRefusal extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** Okta's `errorSummary`, or the message of Microsoft Graph's `error`. */
function messageIn(answer: JsonValue | undefined): string | undefined {
  if (!isJsonObject(answer)) return undefined;
  const { errorSummary, error } = answer;
  if (typeof errorSummary === "string") return errorSummary;
  const message = isJsonObject(error) ? error["message"] : undefined;
  return typeof message === "string" ? message : undefined;
}

/** The group of a name, spelt as it is or with other letter case and blanks. @throws ChangeRefused */
export function groupNamed(
  groups: readonly JsonObject[],
  nameIn: (group: JsonObject) => JsonValue | undefined,
  name: string,
): JsonObject {
  const plain = (text: JsonValue | undefined): string =>
    typeof text === "string" ? text.replaceAll(/\s+/gu, " ").trim().toLowerCase() : "";
  const group = groups.find((one) => nameIn(one) === name) ?? groups.find((one) => plain(nameIn(one)) === plain(name));
  if (group === undefined) throw new ChangeRefused(`the group "${name}" was not found`);
  return group;
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}
