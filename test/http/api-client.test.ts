import { describe, expect, test } from "vitest";
import { virtualClock } from "../../src/base/clock.js";
import { createScrubber } from "../../src/base/scrubber.js";
import { Secret } from "../../src/base/secret.js";
import { openApiClient, type ApiCalls, type ApiClient, type ApiClientOptions } from "../../src/http/api-client.js";
import type { Exchange } from "../../src/http/exchange.js";
import type { NoAnswer } from "../../src/http/http.js";
import { waitAsTold } from "../../src/http/retry-after.js";
import { startRawServer, type RawServer } from "../support/raw-server.js";

interface Call {
  readonly method: string;
  readonly url: string;
  readonly body?: string;
}

interface Opened {
  readonly client: ApiClient<Call>;
  readonly exchanges: Exchange[];
  /** Milliseconds, and why. */
  readonly waits: { readonly waitMs: number; readonly reason: string }[];
}

const TOKEN = "token-of-the-api";
const POLICY: ApiClientOptions<Call>["policy"] = {
  tries: 3,
  timeoutMs: 5_000,
  keepsConnections: true,
  sendsAgain: (status, repeatable) => status === 429 || (repeatable && status === 503),
  waitOf: ({ headers }, now) => waitAsTold(headers, now),
};
const CALLS: ApiCalls<Call> = {
  request: ({ method, url, body }) => ({
    method,
    url,
    headers: { Accept: "application/json" },
    body: body === undefined ? undefined : { text: body, recorded: { sent: body } },
    repeatable: method !== "POST",
    reads: method === "GET",
  }),
  sign: () => Promise.resolve({ authorization: `Bearer ${TOKEN}` }),
  refused: ({ status, text }) => new Error(`refused with ${String(status)}: ${text}`),
  unreachable: ({ code }, { url }) => new Error(`no answer (${code}) of ${new URL(url).pathname}`),
};

function open(origin: string, options: Partial<ApiClientOptions<Call>> = {}): Opened {
  const exchanges: Exchange[] = [];
  const waits: Opened["waits"] = [];
  const scrubber = createScrubber();
  scrubber.register(new Secret(TOKEN));
  const client = openApiClient<Call>({
    origin,
    policy: POLICY,
    calls: CALLS,
    clock: virtualClock(Date.UTC(2026, 2, 1)),
    random: () => 0,
    scrubber,
    record: (exchange) => exchanges.push(exchange),
    emit: ({ waitMs, reason }) => waits.push({ waitMs, reason }),
    ...options,
  });
  return { client, exchanges, waits };
}

/** Answers with each status in turn, and with the last one ever after; 0 breaks the connection off. */
function answering(statuses: readonly number[], headers: Record<string, string> = {}): Promise<RawServer> {
  return startRawServer((_request, response, number) => {
    const status = statuses[Math.min(number, statuses.length) - 1] ?? 200;
    if (status === 0) response.socket?.destroy();
    else response.writeHead(status, headers).end(`answer ${String(number)}`);
  });
}

async function failureOf(promise: Promise<unknown>): Promise<Error> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof Error) return error;
  throw new Error("the request did not fail");
}

describe("a request is sent again", () => {
  test.each([
    ["GET", 503, 3],
    ["PUT", 503, 3],
    ["POST", 503, 1],
    ["POST", 429, 3],
    ["GET", 500, 1],
    ["GET", 404, 1],
    ["GET", 301, 1],
    ["GET", 0, 3],
    ["POST", 0, 1],
  ])("as its policy says: %s answered with %i, %i times in all", async (method, status, times) => {
    const server = await answering([status]);
    const error = await failureOf(open(server.url).client.send({ method, url: `${server.url}/a` }));
    expect(error.message).toBe(
      status === 0 ? "no answer (ECONNRESET) of /a" : `refused with ${String(status)}: answer ${String(times)}`,
    );
    expect(server.seen).toHaveLength(times);
  });

  test("until it is answered, and is counted each time", async () => {
    const server = await answering([503, 0, 200]);
    const { client } = open(server.url);
    expect(await client.send({ method: "PUT", url: `${server.url}/a` })).toMatchObject({
      status: 200,
      text: "answer 3",
    });
    expect(client.requests()).toEqual({ reads: 0, writes: 3 });
  });

  test("no sooner than the answer asks, which is told before the wait", async () => {
    const server = await answering([429, 200], { "retry-after": "23" });
    const { client, waits } = open(server.url);
    await client.send({ method: "POST", url: `${server.url}/a` });
    expect(waits).toEqual([{ waitMs: 23_000, reason: "refused with 429: answer 1" }]);
  });

  test("never where the policy has one try", async () => {
    const server = await answering([429, 200]);
    const { client, waits } = open(server.url, { policy: { ...POLICY, tries: 1 } });
    await failureOf(client.send({ method: "GET", url: `${server.url}/a` }));
    expect(server.seen).toHaveLength(1);
    expect(waits).toEqual([]);
  });

  test("with a new signature, once a try, when the API renews it", async () => {
    const server = await answering([401, 401, 503, 401, 200]);
    let signed = 0;
    const calls: ApiCalls<Call> = {
      ...CALLS,
      sign: () => Promise.resolve({ authorization: `Bearer ${String((signed += 1))}` }),
      renew: ({ status }) => Promise.resolve(status === 401),
    };
    const { client } = open(server.url, { calls });
    const call = { method: "GET", url: `${server.url}/a` };
    expect((await failureOf(client.send(call))).message).toBe("refused with 401: answer 2");
    expect((await client.send(call)).text).toBe("answer 5");
    expect(server.seen.map(({ headers }) => headers.authorization)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `Bearer ${String(n)}`),
    );
  });
});

describe("an answer", () => {
  test("that the policy accepts is a result, whatever its status", async () => {
    const server = await answering([400]);
    const { client } = open(server.url, { policy: { ...POLICY, accepts: () => true } });
    expect(await client.send({ method: "POST", url: `${server.url}/a` })).toMatchObject({ status: 400 });
  });

  test("that does not come in time is none, and the request is not taken to be turned down", async () => {
    const server = await startRawServer(() => undefined);
    const { client } = open(server.url, { policy: { ...POLICY, timeoutMs: 50 } });
    const error = await failureOf(client.send({ method: "POST", url: `${server.url}/a` }));
    expect(error.message).toBe("no answer (TIME_IS_UP) of /a");
    expect(server.seen).toHaveLength(1);
  });

  test("of a read is not waited for when the run is interrupted; that of a write is", async () => {
    const stop = new AbortController();
    const server = await startRawServer((request, response) => {
      stop.abort(new Error("stopped by the test"));
      if (request.method === "POST") response.end("done");
    });
    const sent = open(server.url, { signal: stop.signal }).client.send({ method: "GET", url: `${server.url}/a` });
    expect((await failureOf(sent)).message).toBe("stopped by the test");

    const later = new AbortController();
    const { client } = open(server.url, { signal: later.signal });
    const written = client.send({ method: "POST", url: `${server.url}/a` });
    later.abort(new Error("stopped by the test"));
    expect((await written).text).toBe("done");
  });

  test("after an interruption is a rejection, and nothing is thrown beside it", async () => {
    const server = await answering([200]);
    const { client } = open(server.url, { signal: AbortSignal.abort(new Error("stopped by the test")) });
    const sent = client.send({ method: "GET", url: `${server.url}/a` });
    expect((await failureOf(sent)).message).toBe("stopped by the test");
    expect(server.seen).toHaveLength(0);
  });

  test("frees its turn, also when none came", async () => {
    const server = await answering([200, 0], { "x-left": "7" });
    const told: unknown[] = [];
    const turn: ApiCalls<Call>["turn"] = ({ method }) =>
      Promise.resolve({ over: (headers) => void told.push([method, headers?.["x-left"]]) });
    const { client } = open(server.url, { calls: { ...CALLS, turn } });
    await client.send({ method: "GET", url: `${server.url}/a` });
    await failureOf(client.send({ method: "POST", url: `${server.url}/a` }));
    expect(told).toEqual([
      ["GET", "7"],
      ["POST", undefined],
    ]);
  });
});

describe("what is recorded", () => {
  test("is each try with its answer, without signature and secrets", async () => {
    const server = await startRawServer((_request, response, number) => {
      if (number === 1) response.socket?.destroy();
      else response.writeHead(200).end(`{"echo":"${TOKEN}"}`);
    });
    const { client, exchanges } = open(server.url);
    await client.send({ method: "PUT", url: `${server.url}/a?b=c`, body: `with ${TOKEN}` });
    const common = {
      at: expect.stringMatching(/^2026-03-01T00:00:00/) as string,
      from: "total-setup",
      to: "tenant",
      method: "PUT",
      path: "/a?b=c",
      headers: { accept: "application/json", authorization: "[redacted]" },
      body: { sent: "with [redacted]" },
    };
    expect(exchanges).toEqual([
      { ...common, status: 0 },
      { ...common, status: 200, answer: { echo: "[redacted]" } },
    ]);
    expect(server.seen[1]).toMatchObject({ body: `with ${TOKEN}`, headers: { authorization: `Bearer ${TOKEN}` } });
  });

  test("has no secret that a refusal repeats, and neither has the error", async () => {
    const server = await startRawServer((_request, response) => {
      response.writeHead(403).end(`not with ${TOKEN}`);
    });
    const { client, exchanges } = open(server.url);
    const error = await failureOf(client.send({ method: "GET", url: `${server.url}/a` }));
    expect(error.message).toBe("refused with 403: not with [redacted]");
    expect(JSON.stringify(exchanges)).not.toContain(TOKEN);
  });
});

describe("nothing is signed, sent, counted or recorded", () => {
  async function expectNothing(server: RawServer, origin: string, call: Call, code: string, readOnly = false) {
    let signed = 0;
    const sign = (): Promise<Record<string, string>> => {
      signed += 1;
      return Promise.resolve({ authorization: `Bearer ${TOKEN}` });
    };
    const { client, exchanges } = open(origin, { calls: { ...CALLS, sign }, readOnly });
    expect(await failureOf(client.send(call))).toMatchObject({ code, exitCode: 1 });
    expect({ signed, exchanges, seen: server.seen, ...client.requests() }).toEqual({
      signed: 0,
      exchanges: [],
      seen: [],
      reads: 0,
      writes: 0,
    });
  }

  test.each([
    ["host", (url: string) => url.replace("127.0.0.1", "localhost")],
    ["port", () => "http://127.0.0.1:1"],
    ["scheme", (url: string) => url.replace("http:", "https:")],
  ])("to another %s than the credential's", async (_what, originOf) => {
    const server = await answering([200]);
    for (const method of ["GET", "POST"])
      await expectNothing(server, originOf(server.url), { method, url: `${server.url}/a` }, "credential-astray");
  });

  test.each(["POST", "PUT", "PATCH", "DELETE"])("by a %s where only reading is allowed", async (method) => {
    const server = await answering([200]);
    await expectNothing(server, server.url, { method, url: `${server.url}/a` }, "read-only", true);
  });
});

test("connections are kept, but for what must not be repeated and where the policy keeps none", async () => {
  const server = await answering([200]);
  const url = `${server.url}/a`;
  const { client } = open(server.url);
  for (const method of ["GET", "POST"]) await client.send({ method, url });
  await open(server.url, { policy: { ...POLICY, keepsConnections: false } }).client.send({ method: "GET", url });
  expect(server.seen.map(({ headers }) => headers.connection)).toEqual(["keep-alive", "close", "close"]);
});

test("a status that HTTP does not have is no answer", async () => {
  const server = await answering([799]);
  const failures: NoAnswer[] = [];
  const unreachable: ApiCalls<Call>["unreachable"] = (failure) => {
    failures.push(failure);
    return failure;
  };
  const sent = open(server.url, { calls: { ...CALLS, unreachable } }).client.send({
    method: "GET",
    url: `${server.url}/a`,
  });
  await failureOf(sent);
  expect(failures.map(({ code }) => code)).toEqual(["NOT_HTTP"]);
});

test.each(["__proto__", "constructor", "br"])("an answer packed as %s is read as it came", async (encoding) => {
  const server = await answering([200], { "content-encoding": encoding });
  const { text } = await open(server.url).client.send({ method: "GET", url: `${server.url}/a` });
  expect([text, server.seen.length]).toEqual(["answer 1", 1]);
});
