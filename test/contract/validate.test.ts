import { describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import type { JsonObject } from "../../src/base/json.js";
import { openDescription } from "./description.js";
import type { Exception } from "./exceptions.js";
import { validateExchanges, type Finding, type NotedExchange } from "./validate.js";

const text = { type: "string" };
const reference = (name: string): JsonObject => ({ $ref: `#/components/schemas/${name}` });
const json = (schema: JsonObject): JsonObject => ({ content: { "application/json": { schema } } });

/** A description that has each thing once: a subtype by a field, a read-only field, a choice, a parameter. */
const DESCRIPTION: JsonObject = {
  openapi: "3.0.3",
  info: { title: "Things", version: "1" },
  paths: {
    "/things": {
      get: {
        operationId: "listThings",
        parameters: [
          { name: "limit", in: "query", schema: { type: "integer", maximum: 200 } },
          { name: "after", in: "query", schema: text },
        ],
        responses: { 200: { description: "all", ...json({ type: "array", items: reference("Thing") }) } },
      },
      post: {
        operationId: "createThing",
        requestBody: { required: true, ...json(reference("Thing")) },
        responses: { 201: { description: "made", ...json(reference("Thing")) } },
      },
    },
  },
  components: {
    schemas: {
      Thing: {
        type: "object",
        properties: {
          kind: text,
          id: { type: "string", readOnly: true },
          note: text,
          extra: { type: "object", additionalProperties: true },
          choice: {
            anyOf: [
              { type: "object", properties: { a: text } },
              { type: "object", properties: { b: text } },
            ],
          },
        },
        required: ["kind"],
        discriminator: {
          propertyName: "kind",
          mapping: { ROUND: "#/components/schemas/Round", LEFT_OUT: "#/components/schemas/LeftOut" },
        },
      },
      Round: {
        allOf: [
          reference("Thing"),
          { type: "object", properties: { radius: { type: "number" } }, required: ["radius"] },
        ],
      },
    },
  },
};

async function findings(
  parts: Partial<NotedExchange>,
  exceptions: readonly Exception[] = [],
): Promise<readonly Pick<Finding, "part" | "field">[]> {
  const exchange: NotedExchange = {
    at: "2026-03-25T13:45:47.000Z",
    from: "total-setup",
    to: "tenant",
    method: "POST",
    path: "/things",
    headers: { "content-type": "application/json" },
    status: 201,
    answer: { kind: "FLAT", id: "1" },
    ...parts,
  };
  const { failures } = validateExchanges([exchange], await openDescription(DESCRIPTION), exceptions);
  return failures.map(({ part, field }) => ({ part, field }));
}

describe("holding exchanges against a description", () => {
  test.each<[string, JsonObject, readonly string[]]>([
    ["takes what is described", { kind: "FLAT", note: "n", extra: { any: 1 }, choice: { b: "x" } }, []],
    ["wants a required field", { note: "n" }, ["/kind"]],
    ["wants what the subtype requires", { kind: "ROUND" }, ["/radius"]],
    ["takes the subtype's own fields", { kind: "ROUND", radius: 1 }, []],
    ["does not know the fields of another subtype", { kind: "FLAT", radius: 1 }, ["/radius"]],
    ["takes a subtype that is not there as it is", { kind: "LEFT_OUT" }, []],
    ["names a field of the wrong type", { kind: "FLAT", note: 7 }, ["/note"]],
    ["names a misspelt optional field", { kind: "FLAT", notes: "n" }, ["/notes"]],
    ["names a misspelt field within a choice", { kind: "FLAT", choice: { c: "x" } }, ["/choice/c"]],
    ["refuses what is read-only", { kind: "FLAT", id: "1" }, ["/id"]],
  ])("%s", async (_name, body, fields) => {
    expect(await findings({ body })).toEqual(fields.map((field) => ({ part: "request", field })));
  });

  test("looks at the answer too, within lists", async () => {
    const answer = [{ kind: "FLAT", id: "1" }, { kind: "ROUND" }, { id: 2 }];
    expect(await findings({ method: "GET", path: "/things?limit=200", status: 200, answer })).toEqual([
      { part: "answer", field: "/*/radius" },
      { part: "answer", field: "/*/kind" },
      { part: "answer", field: "/*/id" },
    ]);
  });

  test("names a field of an answer that is not described", async () => {
    expect(await findings({ body: { kind: "FLAT" }, answer: { kind: "FLAT", idd: "1" } })).toEqual([
      { part: "answer", field: "/idd" },
    ]);
  });

  test.each([
    ["no link", {}, 1],
    ["a link to another list", { link: '<http://x.example/others>; rel="self"' }, 1],
    ["only the next page", { link: '<http://x.example/things?after=1>; rel="next"' }, 1],
    [
      "itself",
      { link: '<http://x.example/things?limit=2>; rel="self", <http://x.example/things?after=1>; rel="next"' },
      0,
    ],
    ["what nobody noted", undefined, 0],
  ])("wants a page to name itself: %s", async (_name, answerHeaders, failures) => {
    const list = { method: "GET", path: "/things?limit=2", status: 200, answer: [] };
    const found = await findings({ ...list, ...(answerHeaders === undefined ? {} : { answerHeaders }) });
    expect(found).toEqual(failures === 0 ? [] : [{ part: "headers", field: "/link" }]);
  });

  test("wants everything in an error that Okta's errors have", async () => {
    const answer = { code: "E1", errorSummary: "no", errorLink: "E1", errorId: "oae1" };
    const found = await findings({ body: { kind: "FLAT" }, status: 404, answer });
    expect(found.filter(({ part }) => part === "answer").map(({ field }) => field)).toEqual([
      "/errorCode",
      "/errorCauses",
    ]);
  });

  test("looks at the parameters of a request", async () => {
    const answer: readonly JsonObject[] = [];
    expect(await findings({ method: "GET", path: "/things?limit=900&q=x", status: 200, answer })).toEqual([
      { part: "request", field: "/query/q" },
      { part: "request", field: "/query/limit" },
    ]);
  });

  test("does not take a status that is not described, unless it is excepted; then its answer is held to the other's", async () => {
    const body = { kind: "FLAT" };
    const exception = { operations: ["createThing"], status: 200, as: 201, what: "answers 200", source: "recorded" };
    expect(await findings({ body, status: 200 })).toEqual([{ part: "status", field: "200" }]);
    expect(await findings({ body, status: 200 }, [exception])).toEqual([]);
    expect(await findings({ body, status: 200, answer: {} }, [exception])).toEqual([
      { part: "answer", field: "/kind" },
    ]);
  });

  test("takes an excepted null, and no other value there", async () => {
    const exceptions: readonly Exception[] = [
      { operations: "any", part: "answer", fields: ["note"], onlyNull: true, what: "null", source: "recorded" },
    ];
    const body = { kind: "FLAT" };
    expect(await findings({ body, answer: { kind: "FLAT", note: null } }, exceptions)).toEqual([]);
    expect(await findings({ body, answer: { kind: "FLAT", note: 7 } }, exceptions)).toHaveLength(1);
  });

  test("lists a request that is not described, and does not fail for it", async () => {
    const exchange: Exchange = {
      at: "2026-03-25T13:45:47.000Z",
      from: "total-setup",
      to: "tenant",
      method: "GET",
      path: "/others/00gcsTHF3zq89To5d7xy/users?limit=2",
      headers: {},
      status: 200,
    };
    const report = validateExchanges([exchange, { ...exchange, to: "target" }], await openDescription(DESCRIPTION));
    expect(report.failures).toEqual([]);
    expect([...report.undescribed]).toEqual([["GET /others/{id}/users", 1]]);
  });
});
