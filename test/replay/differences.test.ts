import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { JsonValue } from "../../src/base/json.js";
import { differences } from "../../scripts/replay/difference.js";
import { createIds, idsIn } from "../../scripts/replay/ids.js";
import { EARLIER, LACKS, listDifferences } from "../../scripts/replay/lists.js";
import { isUsed, routeOf } from "../../scripts/replay/routes.js";

const told = (recorded: JsonValue, ours: JsonValue): readonly string[] =>
  differences(recorded, ours).map(({ what }) => what);

const APP = "0oa1a2b3c4d5e6f7g8h9";
const OURS = "0oaz9y8x7w6v5u4t3s2r";

describe("the difference of two answers", () => {
  test.each<[string, JsonValue, JsonValue, readonly string[]]>([
    ["a key of the recording", { a: 1, b: null }, { a: 2 }, [".b: only in the recording"]],
    ["a key of the sandbox, told once with all below it", {}, { a: { b: { c: 1 } } }, [".a: only in the sandbox"]],
    ["a type", { a: null }, { a: "x" }, [".a: null -> a text"]],
    ["a boolean", { a: [{ b: true }] }, { a: [{ b: false }] }, [".a[].b: true -> false"]],
    ["an upper-case word", { status: "ACTIVE" }, { status: "STAGED" }, [".status: ACTIVE -> STAGED"]],
    ["a word of a list", ["POST", "GET"], ["GET"], ["(body): a list of GET, POST -> a list of GET"]],
    [
      "a format of times",
      { at: "2026-01-01T00:00:00Z" },
      { at: "2026-01-01T00:00:00.000Z" },
      [".at: a time 9999-99-99T99:99:99Z -> a time 9999-99-99T99:99:99.999Z"],
    ],
    ["a length", { a: [1, 2] }, { a: [1] }, [".a: a list of 2 -> a list of 1"]],
    ["an error's text", { errorSummary: "No" }, { errorSummary: "Yes" }, ['.errorSummary: "No" -> "Yes"']],
    ["no body", null, {}, ["(body): null -> an object"]],
  ])("is %s", (_name, recorded, ours, what) => {
    expect(told(recorded, ours)).toEqual(what);
  });

  test.each<[string, JsonValue, JsonValue]>([
    [
      "ids, hosts and times",
      { id: APP, href: "https://acme.okta.com", at: "2025-01-01T00:00:00.000Z" },
      {
        id: OURS,
        href: "http://127.0.0.1:1",
        at: "2026-11-30T12:00:00.000Z",
      },
    ],
    ["names that somebody made up", { acme_one_1_link: true }, { sandbox_two_2_link: true }],
    ["the order of words", ["GROUP_PUSH", "IMPORT"], ["IMPORT", "GROUP_PUSH"]],
    ["ids in the text of an error", { errorSummary: `Not found: ${APP}` }, { errorSummary: `Not found: ${OURS}` }],
  ])("is not %s", (_name, recorded, ours) => {
    expect(told(recorded, ours)).toEqual([]);
  });

  property.prop([fc.jsonValue({ maxDepth: 4 })])("is nothing between an answer and itself", (value) => {
    expect(told(value, value)).toEqual([]);
  });

  property.prop([fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 })])(
    "is one of the two sides, as often as the other is of its own",
    (left, right) => {
      const [there, back] = [told(left, right), told(right, left)];
      expect(there.length).toBe(back.length);
      expect(there.filter((what) => what.endsWith("only in the recording")).length).toBe(
        back.filter((what) => what.endsWith("only in the sandbox")).length,
      );
    },
  );
});

describe("the difference of two lists", () => {
  const known = (...pairs: readonly (readonly [string, string])[]): Parameters<typeof listDifferences>[2] => {
    const ids = createIds();
    for (const [recorded, ours] of pairs) ids.set(recorded, ours);
    return { ids, made: new Set(pairs.map(([recorded]) => recorded)), older: new Set() };
  };

  test("is that of the things which both sides know, wherever they stand", () => {
    const recorded = [{ id: APP, status: "ACTIVE" }, { id: "0oaother" }];
    const ours = [{ id: "0oathird" }, { id: OURS, status: "INACTIVE" }];
    expect(listDifferences(recorded, ours, known([APP, OURS])).map(({ what }) => what)).toEqual([
      "[].status: ACTIVE -> INACTIVE",
    ]);
  });

  test("is a thing that the sequence made and the sandbox does not show, or shows when Okta did not yet", () => {
    expect(listDifferences([{ id: APP }], [{ id: "0oathird" }], known([APP, OURS]))).toMatchObject([{ what: LACKS }]);
    expect(listDifferences([], [{ id: OURS }], known([APP, OURS]))).toMatchObject([{ what: EARLIER }]);
  });

  test("is that of one item of a kind where nothing is known on both sides, and nothing without such a pair", () => {
    const recorded = [{ id: "0oa1", name: "bookmark", signOnMode: "BOOKMARK", label: "x" }];
    const alike = { id: "0oa2", name: "bookmark", signOnMode: "BOOKMARK" };
    expect(listDifferences(recorded, [alike], known()).map(({ what }) => what)).toEqual([
      "[].label: only in the recording",
    ]);
    expect(listDifferences(recorded, [{ ...alike, name: "template_swa" }], known())).toEqual([]);
  });
});

describe("ids", () => {
  test("are learnt from two answers, and stand for each other in paths, queries and bodies", () => {
    const ids = createIds();
    ids.learn(
      { id: APP, nested: [{ name: "one", id: "00g1a2b3c4d5e6f7g8h9" }] },
      {
        id: OURS,
        nested: [
          { name: "two", id: "00gaaaaaaaaaaaaaaaaa" },
          { name: "one", id: "00gbbbbbbbbbbbbbbbbb" },
        ],
      },
    );
    expect(ids.translate(`/apps/${APP}/groups/00g1a2b3c4d5e6f7g8h9?after=${APP}`)).toBe(
      `/apps/${OURS}/groups/00gbbbbbbbbbbbbbbbbb?after=${OURS}`,
    );
  });

  test("are found wherever they stand, each once", () => {
    expect(idsIn(`/api/v1/apps/${APP}/users "${APP}" 00u1 apps`)).toEqual([APP]);
  });
});

test.each([
  ["GET", "/api/v1/apps/x-1/features/USER_PROVISIONING", "GET /api/v1/apps/{}/features/{}", true],
  ["PUT", `/api/v1/apps/${APP}/policies/rst1`, "PUT /api/v1/apps/{}/policies/{}", false],
  ["GET", "/api/v1/groups/rules", "GET /api/v1/groups/rules", false],
  ["GET", "/api/v1/groups/00g1/users", "GET /api/v1/groups/{}/users", true],
  ["POST", "/api/v1/users/00u1/lifecycle/suspend", "POST /api/v1/users/{}/lifecycle/suspend", false],
  ["POST", "/api/v1/meta/schemas/user/default", "POST /api/v1/meta/schemas/user/default", true],
])("%s %s is the route %s", (method, path, route, used) => {
  expect(routeOf({ method, path })).toBe(route);
  expect(isUsed(route)).toBe(used);
});
