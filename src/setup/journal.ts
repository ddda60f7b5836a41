import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { isJsonObject, type JsonValue } from "../base/json.js";
import { openLineFile } from "../base/private-file.js";
import type { Change } from "./plan.js";

/** What was written in a tenant, when, and by which step: for interrupted runs and for undo. Holds no secrets. */
export interface Journal {
  /** Says that this change is about to be written; the result tells how it ended. */
  begin(step: string, change: Change): { done(id: string | undefined): void; failed(reason: string): void };
  /** Creates that were begun and of which nobody knows how they ended: an interrupted run. */
  unfinishedCreates(): readonly { readonly step: string; readonly type: string; readonly name: string }[];
  /** Says that the tenant was read again since, so that the unfinished creates are known. */
  closeUnfinished(): void;
  /** The id that the last create of this type and name was answered with: known even where a search does not show it yet. */
  createdId(type: string, name: string): string | undefined;
  /** Remembers, as a salted hash, what a person was given to type at a console stop. */
  rememberGiven(subject: string, material: string): void;
  /** Whether this is what was given last for the subject. */
  wasGiven(subject: string, material: string): "same" | "different" | "unknown";
}

interface Entry {
  readonly kind: "begin" | "done" | "failed" | "given";
  readonly [key: string]: JsonValue;
}

/**
 * A journal kept in an append-only file of one JSON value a line (mode 0600).
 *
 * @param path - the tenant's journal; made on the first entry
 * @param now - ISO time for the entries
 * @throws the file system's error when the file cannot be read or written
 */
export function fileJournal(path: string, now: () => string): Journal {
  const entries = existsSync(path) ? readFileSync(path, "utf8").split("\n").flatMap(parseEntry) : [];
  let file: ReturnType<typeof openLineFile> | undefined;
  return journalOver(entries, now, (entry) => {
    file ??= openLineFile(path, "append");
    file.append(JSON.stringify(entry));
  });
}

/** A journal that is forgotten with the process: for dry runs, which leave nothing behind. */
export function memoryJournal(now: () => string): Journal {
  return journalOver([], now, () => undefined);
}

function journalOver(entries: Entry[], now: () => string, write: (entry: Entry) => void): Journal {
  const run = randomBytes(6).toString("hex");
  let sequence = 0;

  function add(entry: Entry): void {
    const dated = { at: now(), run, ...entry };
    entries.push(dated);
    write(dated);
  }

  function openCreates(): Entry[] {
    const ended = new Set(entries.filter((entry) => entry.kind !== "begin").map((entry) => entry["key"]));
    return entries.filter(
      (entry) => entry.kind === "begin" && entry["action"] === "create" && !ended.has(entry["key"]),
    );
  }

  return {
    begin(step, change) {
      sequence += 1;
      const key = `${run}-${String(sequence)}`;
      const { action, resource, fields } = change;
      add({
        kind: "begin",
        key,
        step,
        action,
        type: resource.type,
        name: resource.name,
        id: resource.id ?? null,
        fields: fields.map(({ path, before, after }) => ({ path, before, after: after ?? null })),
      });
      return {
        done: (id) => {
          add({ kind: "done", key, id: id ?? null });
        },
        failed: (reason) => {
          add({ kind: "failed", key, reason });
        },
      };
    },
    unfinishedCreates: () =>
      openCreates().map((entry) => ({
        step: textOf(entry["step"]),
        type: textOf(entry["type"]),
        name: textOf(entry["name"]),
      })),
    closeUnfinished() {
      for (const entry of openCreates())
        add({ kind: "failed", key: entry["key"] ?? null, reason: "interrupted; the tenant was read again" });
    },
    createdId(type, name) {
      const done = new Map(entries.filter(({ kind }) => kind === "done").map((entry) => [entry["key"], entry["id"]]));
      const created = entries.findLast(
        (entry) =>
          entry["action"] === "create" && entry["type"] === type && entry["name"] === name && done.has(entry["key"]),
      );
      const id = created === undefined ? undefined : done.get(created["key"]);
      return typeof id === "string" ? id : undefined;
    },
    rememberGiven(subject, material) {
      const salt = randomBytes(16).toString("hex");
      add({ kind: "given", subject, salt, hash: saltedHash(salt, material) });
    },
    wasGiven(subject, material) {
      const last = entries.findLast((entry) => entry.kind === "given" && entry["subject"] === subject);
      if (last === undefined) return "unknown";
      const expected = Buffer.from(textOf(last["hash"]), "hex");
      const actual = Buffer.from(saltedHash(textOf(last["salt"]), material), "hex");
      return expected.length === actual.length && timingSafeEqual(expected, actual) ? "same" : "different";
    },
  };
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === "string" ? value : "";
}

function saltedHash(salt: string, material: string): string {
  return createHash("sha256").update(salt).update("\n").update(material).digest("hex");
}

/** A line cut short by a crash is not an entry; the change it would have closed stays unfinished. */
function parseEntry(line: string): Entry[] {
  try {
    const value: unknown = JSON.parse(line);
    return isJsonObject(value) && typeof value["kind"] === "string" ? [value as Entry] : [];
  } catch {
    return [];
  }
}
