import { createHash, timingSafeEqual } from "node:crypto";
import { isJsonObject, type JsonValue } from "../../base/json.js";
import type { JournalledChange } from "../model/journalled-change.js";
import type { Change } from "../model/plan.js";

/** One line of a journal. */
export interface Entry {
  readonly kind: "begin" | "done" | "failed" | "given" | "undone" | "run";
  readonly [key: string]: JsonValue;
}

/** Whether an entry's hash belongs to this material, compared in constant time. */
export function isOf(given: Entry, material: string): boolean {
  const expected = Buffer.from(textOf(given["hash"]), "hex");
  const actual = Buffer.from(saltedHash(textOf(given["salt"]), material), "hex");
  return expected.length === actual.length && timingSafeEqual(expected, actual);
}

/** A change, read from the entries of its beginning and its end. */
export function journalled(begin: Entry, done: Entry | undefined): JournalledChange {
  const id = done?.["id"] ?? begin["id"];
  const keeps = done?.["keeps"];
  return {
    key: textOf(begin["key"]),
    at: textOf(begin["at"]),
    ...(done === undefined ? {} : { ended: textOf(done["at"]) }),
    run: textOf(begin["run"]),
    step: textOf(begin["step"]),
    action: ACTIONS.find((action) => action === begin["action"]) ?? "update",
    resource: {
      type: textOf(begin["type"]),
      name: textOf(begin["name"]),
      ...(typeof id === "string" ? { id } : {}),
    },
    fields: fieldsOf(begin["fields"]),
    undoData: isJsonObject(keeps) ? keeps : {},
  };
}

const ACTIONS = ["create", "update", "start", "delete"] as const satisfies readonly Change["action"][];

function fieldsOf(value: JsonValue | undefined): JournalledChange["fields"] {
  if (!Array.isArray(value)) return [];
  return value.filter(isJsonObject).map((field) => ({
    path: textOf(field["path"]),
    before: field["before"] ?? null,
    after: field["after"] ?? null,
  }));
}

/** The text, or an empty one. */
export function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

/** Recorded in the journal instead of material that must not be in it. */
export function saltedHash(salt: string, material: string): string {
  return createHash("sha256").update(salt).update("\n").update(material).digest("hex");
}

/** A line that a crash cut short is not an entry; its change stays unfinished. */
export function parseEntry(line: string): Entry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) && typeof value["kind"] === "string" ? [value as Entry] : [];
  } catch {
    return [];
  }
}
