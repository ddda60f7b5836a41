import { afterEach, describe, expect, test } from "vitest";
import { virtualClock } from "../../../../src/base/clock.js";
import { Secret } from "../../../../src/base/secret.js";
import { cleanUp } from "../../../../src/cli/rehearsal/other-target/clean-up.js";
import { json, rawServer, type Answerer, type RawServer } from "../../../scim-client/raw-server.js";
import type { CleanUp, Created } from "../../../../src/cli/run/other-target.js";

const opened: RawServer[] = [];
afterEach(async () => {
  await Promise.all(opened.splice(0).map((server) => server.close()));
});

const CREATED: readonly Created[] = [
  { type: "person", name: "ada", id: "1" },
  { type: "group", name: "Admins", id: "g/1" },
  { type: "person", name: "ben", uncertain: "the request to create it got no answer" },
];

interface Asked {
  readonly answer: boolean | undefined;
  readonly aborted?: boolean;
  readonly created?: readonly Created[];
}

async function tidy(
  answerer: Answerer,
  { answer, aborted = false, created = CREATED }: Asked,
): Promise<{ readonly result: CleanUp; readonly questions: readonly string[]; readonly sent: readonly string[] }> {
  const server = await rawServer(answerer);
  opened.push(server);
  const questions: string[] = [];
  const result = await cleanUp({
    other: {
      baseUrl: `${server.url}/scim`,
      token: new Secret("token"),
      acceptsWrites: false,
      record: () => () => undefined,
      created: () => created,
      pace: () => Promise.resolve(),
    },
    target: undefined,
    clock: virtualClock(0),
    record: undefined,
    signal: aborted ? AbortSignal.abort() : new AbortController().signal,
    ask: (question) => {
      questions.push(question);
      return Promise.resolve(answer);
    },
  });
  return { result, questions, sent: server.arrived.map(({ method, url }) => `${method} ${url}`) };
}

const gone: Answerer = (_request, response) => response.writeHead(204).end();

describe("what a dry run created at another server", () => {
  test("is removed after a yes, groups first, and only what is known by its id", async () => {
    const { result, questions, sent } = await tidy(gone, { answer: true });
    expect(questions).toEqual([
      expect.stringMatching(/^Remove what this run created at http\S+ \(1 group and 1 user\)\?$/),
    ]);
    expect(sent).toEqual(["DELETE /scim/Groups/g%2F1", "DELETE /scim/Users/1"]);
    expect(result.removed.map(({ name }) => name)).toEqual(["ada", "Admins"]);
    expect(result.left).toMatchObject([{ name: "ben", reason: "the request to create it got no answer" }]);
    expect(result.writes).toBe(2);
  });

  test.each([
    ["a no", { answer: false }, "you said no"],
    ["nobody to ask", { answer: undefined }, "there is no terminal to ask at"],
    ["an interruption", { answer: true, aborted: true }, "interrupted"],
  ] as const)("stays after %s", async (_name, asked, reason) => {
    const { result, sent } = await tidy(gone, asked);
    expect([sent, result.removed]).toEqual([[], []]);
    expect(result.left.map((one) => one.reason)).toEqual([
      expect.stringContaining(reason),
      expect.stringContaining(reason),
      "the request to create it got no answer",
    ]);
  });

  test("is not asked about when there is nothing", async () => {
    const { result, questions } = await tidy(gone, { answer: true, created: [] });
    expect([questions, result.removed, result.left]).toEqual([[], [], []]);
  });

  test("is tried again where a refusal passes by itself, and left where it does not", async () => {
    const { result, sent } = await tidy(
      ({ url }, response, nth) => {
        if (url.includes("/Users/")) json(response, 403, { detail: "people are kept" });
        else if (nth < 3) json(response, 503, {}, { "retry-after": "30" });
        else response.writeHead(204).end();
      },
      { answer: true },
    );
    expect(sent.filter((one) => one.includes("Groups"))).toHaveLength(3);
    expect(result.removed.map(({ name }) => name)).toEqual(["Admins"]);
    expect(result.left[0]).toMatchObject({ name: "ada", reason: expect.stringContaining("people are kept") as string });
  });

  test("is left, and said, where the server is gone", async () => {
    const { result } = await tidy((_request, response) => response.destroy(), { answer: true });
    expect(result.removed).toEqual([]);
    expect(result.left[0]?.reason).toContain("connection");
  });
});
