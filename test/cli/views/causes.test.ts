import { expect, test } from "vitest";
import { causesOfWarnings, causesOfWrong } from "../../../src/cli/views/words/causes.js";
import { listNames, shortNames } from "../../../src/cli/views/words/names.js";
import type { Warning } from "../../../src/setup/model/plan.js";
import type { Wrong } from "../../../src/setup/model/proof.js";

const NAMES = Array.from({ length: 20 }, (_, index) => `user${String(index).padStart(2, "0")}@x.io`);

function wrong(name: string, more: Partial<Wrong> = {}): Wrong {
  return {
    name,
    id: `id-of-${name}`,
    state: "missing",
    reason: `Okta has not sent ${name} (id-of-${name}) yet.`,
    ...more,
  };
}

function warning(message: string, more: Partial<Warning> = {}): Warning {
  return { code: "provisioning-failed", message, fix: "Fix it.", ...more };
}

test("findings whose reasons differ only by name, id and values are one cause", () => {
  const values = NAMES.map((name) =>
    wrong(name, {
      state: "value",
      path: "externalId",
      expected: `object-${name}`,
      actual: `nick-${name}`,
      reason: `sends nick-${name}, not object-${name}`,
    }),
  );
  const causes = causesOfWrong([...values, ...NAMES.slice(0, 3).map((name) => wrong(name))]);
  expect(causes.map(({ all, reason }) => [all.length, reason])).toEqual([
    [20, "sends …, not …"],
    [3, "Okta has not sent … (…) yet."],
  ]);
  expect(causes[0]?.first.name).toBe("user00@x.io");
});

test("a cause of one keeps its reason, other states and paths are other causes, and what is on the way comes last", () => {
  const causes = causesOfWrong([
    wrong("a@x.io", { state: "waiting", reason: "soon" }),
    wrong("b@x.io", { reason: "not sent to b@x.io" }),
    wrong("c@x.io", { state: "value", path: "title", reason: "the mapping" }),
    wrong("c@x.io", { state: "value", path: "department", reason: "the mapping" }),
  ]);
  expect(causes.map(({ first, reason }) => `${first.state} ${first.path ?? ""} ${reason}`)).toEqual([
    "missing  not sent to b@x.io",
    "value title the mapping",
    "value department the mapping",
    "waiting  soon",
  ]);
});

test("warnings that differ only by whom they begin with are one, with the first five names", () => {
  const warnings = NAMES.map((name) => warning(`${name}: could not create ${name}: no last name`));
  expect(causesOfWarnings(warnings, false)).toEqual([
    warning(
      `could not create …: no last name (20 times: ${NAMES.slice(0, 5).join(", ")} and 15 more (--details lists all))`,
    ),
  ]);
  expect(causesOfWarnings(warnings, true)[0]?.message).toContain("user19@x.io");
});

test("each warning is there once, and others stay apart", () => {
  const all = [
    warning("a@x.io: no last name"),
    warning("a@x.io: no last name"),
    warning("b@x.io: refused"),
    warning("c@x.io: refused", { fix: "Ask." }),
  ];
  expect(causesOfWarnings(all, false).map(({ message }) => message)).toEqual([
    "a@x.io: no last name",
    "b@x.io: refused",
    "c@x.io: refused",
  ]);
});

test("a warning about many users or groups names the first of them", () => {
  const people = { names: NAMES, what: "has no title" };
  const text = `20 users have no title: ${NAMES.slice(0, 10).join(", ")} and 10 more.`;
  const [short] = causesOfWarnings([warning(text, { people })], false);
  expect(short?.message).toBe(
    `20 users have no title: ${NAMES.slice(0, 5).join(", ")} and 15 more (--details lists all).`,
  );
  const groups = NAMES.map((name) => `"${name}"`).join(", ");
  const [cut] = causesOfWarnings([warning(`The guide uses ${groups} for both.`)], false);
  expect(cut?.message).toMatch(
    /^The guide uses "user00@x\.io", .*"user04@x\.io" and 15 more \(--details lists all\) for both\.$/,
  );
});

test("a list never says that one more is left out, and with details nothing is", () => {
  expect(listNames(NAMES.slice(0, 6), false)).toBe(NAMES.slice(0, 6).join(", "));
  expect(listNames(NAMES.slice(0, 7), false)).toMatch(/ and 2 more \(--details lists all\)$/);
  expect(listNames(NAMES, true)).toBe(NAMES.join(", "));
});

test.each([
  [["ada@x.io", "bob@X.io"], "ada", "ada@x.io"],
  [["ada@x.io", "bob@y.io"], "ada@x.io", "ada@x.io"],
  [["ada", "bob@x.io"], "ada", "ada"],
  [["ada@x.io", "@x.io"], "ada@x.io", "ada@x.io"],
])("of %j, names are short only where all have one domain", (all, short, name) => {
  expect(shortNames(all)(name)).toBe(short);
});
