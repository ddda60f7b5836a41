import { fc, test as propertyTest } from "@fast-check/vitest";
import { describe, expect } from "vitest";
import type { JsonObject, JsonValue } from "../../src/base/json.js";
import { readPath } from "../../src/scim/filter/read-path.js";
import { ENTERPRISE, patched } from "./patching.js";

/** Places that do not touch each other, so that a map from path to value says all there is to know. */
const PATHS = [
  "title",
  "externalId",
  "name.givenName",
  "name.familyName",
  `${ENTERPRISE}:department`,
  `${ENTERPRISE}:costCenter`,
  'emails[type eq "work"].value',
  'emails[type eq "home"].value',
  'addresses[type eq "work"].locality',
  'addresses[type eq "work"].country',
];

interface Step {
  readonly op: "add" | "replace" | "remove";
  readonly path: string;
  readonly value: string;
  /** Written as an object without a path. */
  readonly pathless: boolean;
  readonly upper: boolean;
}

const step: fc.Arbitrary<Step> = fc.record({
  op: fc.constantFrom("add", "replace", "remove"),
  path: fc.constantFrom(...PATHS),
  value: fc.constantFrom("", "a", "b", "True", "ü"),
  pathless: fc.boolean(),
  upper: fc.boolean(),
});

function operation({ op, path, value, pathless, upper }: Step): JsonObject {
  const written = upper ? op.toUpperCase() : op;
  if (op === "remove") return { op: written, path };
  return pathless ? { op: written, value: { [path]: value } } : { op: written, path, value };
}

const bare: JsonObject = { id: "1", userName: "ada" };

function modelOf(steps: readonly Step[]): Map<string, string> {
  const model = new Map<string, string>();
  for (const { op, path, value } of steps) {
    if (op === "remove" || value === "") model.delete(path);
    else model.set(path, value);
  }
  return model;
}

describe("any list of operations", () => {
  propertyTest.prop([fc.array(step, { minLength: 1, maxLength: 12 })])("leaves what was set last", (steps) => {
    const model = modelOf(steps);
    const after = patched(bare, steps.map(operation));
    expect(PATHS.map((path) => [path, readPath(after, path)])).toEqual(PATHS.map((path) => [path, model.get(path)]));
    expect(after).toMatchObject(bare);
  });

  propertyTest.prop([fc.array(step, { minLength: 1, maxLength: 12 })])(
    "may come in one message or in many",
    (steps) => {
      const oneByOne = steps.reduce((resource, one) => patched(resource, [operation(one)]), bare);
      expect(patched(bare, steps.map(operation))).toEqual(oneByOne);
    },
  );

  propertyTest.prop([fc.uniqueArray(step, { minLength: 1, selector: ({ path }) => path })])(
    "that only sets or removes can be sent again, and nothing is different",
    (steps) => {
      const operations = steps.map(operation);
      const once = patched(bare, operations);
      expect(patched(once, operations)).toBe(once);
    },
  );
});

describe("several values", () => {
  const email = fc.record({
    type: fc.constantFrom("work", "home"),
    value: fc.constantFrom("a", "b", "c"),
    primary: fc.boolean(),
  });
  const change: fc.Arbitrary<JsonObject> = fc.oneof(
    email.map((one) => ({ op: "add", path: "emails", value: [one] })),
    email.map((one) => ({ op: "replace", path: "emails", value: [one] })),
    email.map(({ type, value }) => ({ op: "remove", path: "emails", value: [{ type, value }] })),
    email.map(({ type, value }) => ({
      op: "replace",
      path: `emails[type eq "${type}" and value eq "${value}"].primary`,
      value: "True",
    })),
  );

  propertyTest.prop([fc.array(change, { minLength: 1, maxLength: 12 })])(
    "have one primary at most, and none twice",
    (operations) => {
      const emails = (patched(bare, operations)["emails"] ?? []) as readonly JsonObject[];
      expect(emails.filter(({ primary }) => primary === true).length).toBeLessThanOrEqual(1);
      const names = emails.map(({ type, value }): JsonValue => [type ?? null, value ?? null]);
      expect(new Set(names.map((name) => JSON.stringify(name))).size).toBe(emails.length);
    },
  );

  propertyTest.prop([fc.array(change, { maxLength: 12 }), email])(
    "hold what was added last, the primary one when it says so, and lose what is removed last",
    (operations, { type, value }) => {
      const add = { op: "add", path: "emails", value: [{ type, value, primary: true }] };
      const remove = { op: "remove", path: "emails", value: [{ type, value }] };
      const after = patched(bare, [...operations, add]);
      expect(readPath(after, "emails[primary eq true].value")).toBe(value);
      expect(readPath(after, "emails[primary eq true].type")).toBe(type);
      const without = patched(after, [remove]);
      expect(readPath(without, `emails[type eq "${type}" and value eq "${value}"]`)).toBeUndefined();
    },
  );
});
