import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { SetupError } from "../../src/base/errors.js";
import type { ExchangeSink } from "../../src/http/exchange.js";
import { Secret } from "../../src/base/secret.js";
import { openTarget, type OpenTarget } from "../../src/scim-client/target.js";
import type { ScimRequest } from "../../src/scim/message/messages.js";
import { rawServer, type Answerer, type RawServer } from "./raw-server.js";

export const TOKEN = new Secret("s3cret-token");

/** Opens targets and servers for a test, and closes them after it. */
export interface Workbench {
  readonly clock: VirtualClock;
  readonly open: (baseUrl: string, token?: Secret, record?: ExchangeSink) => OpenTarget;
  readonly serverWith: (answer: Answerer) => Promise<RawServer>;
  readonly clear: () => Promise<void>;
}

export function workbench(): Workbench {
  const clock = virtualClock(Date.UTC(2026, 2, 1));
  const opened: { close(): unknown }[] = [];
  return {
    clock,
    open(baseUrl, token = TOKEN, record) {
      const sink = record === undefined ? {} : { record };
      const target = openTarget({ baseUrl, token, clock, random: () => 0, testRequests, ...sink });
      opened.push(target);
      return target;
    },
    async serverWith(answer) {
      const server = await rawServer(answer);
      opened.push(server);
      return server;
    },
    async clear() {
      for (const one of opened.splice(0)) await one.close();
    },
  };
}

function testRequests({ importGroups }: { readonly importGroups: boolean }): readonly ScimRequest[] {
  const users = { method: "GET", path: "/Users?startIndex=1&count=2" } as const;
  return importGroups ? [users, { method: "GET", path: "/Groups?startIndex=1&count=100" }] : [users];
}

/** The error a promise is rejected with. */
export async function errorOf(promise: Promise<unknown>): Promise<SetupError> {
  const error: unknown = await promise.catch((caught: unknown) => caught);
  if (error instanceof SetupError) return error;
  throw new Error("it did not fail as expected", { cause: error });
}
