import { expect, test } from "vitest";
import { createdBy } from "../../../../src/cli/rehearsal/other-target/other-target.js";
import type { Exchange } from "../../../../src/http/exchange.js";

const BEGAN = Date.UTC(2026, 10, 30, 12);

function creation(answer: NonNullable<Exchange["answer"]>): Exchange {
  return {
    at: new Date(BEGAN).toISOString(),
    from: "okta",
    to: "target",
    method: "POST",
    path: "/scim/v2/Users",
    headers: {},
    body: { userName: "ada" },
    status: 201,
    answer,
  };
}

test.each([
  ["as a server without meta answers", { id: "1" }, { id: "1" }],
  ["now", { id: "1", meta: { created: "2026-11-30T12:00:05Z" } }, { id: "1" }],
  ["by a clock that is behind", { id: "1", meta: { created: "2026-11-30T11:30:00Z" } }, { id: "1" }],
  ["without a time", { id: "1", meta: { created: "yesterday" } }, { id: "1" }],
  [
    "long before: an account that was revived",
    { id: "1", meta: { created: "2024-01-01T00:00:00Z" } },
    { uncertain: "the server says that it was created before this run" },
  ],
])("a creation answered %s", (_how, answer, expected) => {
  const created = createdBy(BEGAN);
  created.notice(creation(answer));
  expect(created.list()).toEqual([{ type: "person", name: "ada", ...expected }]);
});
