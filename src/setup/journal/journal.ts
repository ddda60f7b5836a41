import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import type { JsonObject, JsonValue } from "../../base/json.js";
import { readOwnFile, requireOwnFolder } from "../../base/own-state.js";
import { openLineFile } from "../../base/private-file.js";
import { stateUnwritable } from "../../base/unwritable.js";
import type { Change } from "../model/plan.js";
import { isOf, journalled, parseEntry, saltedHash, textOf, type Entry } from "./journal-entry.js";
import type { JournalledChange } from "../model/journalled-change.js";

/** What was written in a tenant, when, and by which step: for interrupted runs and for undo. Holds no secrets. */
export interface Journal {
  /** Says that this change is about to be written; the result tells how it ended. */
  begin(step: string, change: Change): JournalEntry;
  /** Changes that were made and not taken back, of this template, in the order in which they were made. */
  changes(): readonly JournalledChange[];
  /** The same for those of which nobody knows how they ended, unless they were begun anew since. */
  undecided(): readonly JournalledChange[];
  /** The other templates whose changes are in this tenant. */
  otherTemplates(): readonly string[];
  /** Says that nothing is left of a change. */
  markUndone(key: string): void;
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
  /** ISO time at which this was given, when it is what was given last for the subject. */
  givenSince(subject: string, material: string): string | undefined;
}

/** The open end of a change's entry. */
export interface JournalEntry {
  /** @param undoData - what undoing the change takes; no secrets */
  done(id: string | undefined, undoData?: JsonObject): void;
  failed(reason: string): void;
}

/**
 * A journal kept in an append-only file of one JSON value a line (mode 0600).
 *
 * @param path - the tenant's journal; made on the first entry
 * @param now - ISO time for the entries
 * @param template - whose changes these are, as `total/okta`: steps of other templates have ids alike
 * @throws SetupError `state-unwritable` (exit 1) when the file cannot be read or written, and `state-not-private` (exit 1) where
 *   it or its folder belongs to somebody else, or others may write to it
 */
export function fileJournal(path: string, now: () => string, template = ""): Journal {
  requireOwnFolder(dirname(path));
  const entries = (readOwnFile(path) ?? "").split("\n").flatMap(parseEntry);
  let file: ReturnType<typeof openLineFile> | undefined;
  return journalOver(entries, { now, template }, (entry) => {
    try {
      file ??= openLineFile(path, "append");
      file.append(JSON.stringify(entry), roomAfter(entry));
    } catch (error) {
      throw stateUnwritable(path, error);
    }
  });
}

/** Enough for what a step keeps for undo, and for what it remembers while it writes. */
const ROOM_BYTES = 32_768;

/** Before the tenant is written to there is room for how that ends: a disk that is full by then must not make the journal lie. */
function roomAfter({ kind }: Entry): number | undefined {
  if (kind === "begin") return ROOM_BYTES;
  return kind === "done" || kind === "failed" ? 0 : undefined;
}

/** A journal that is forgotten with the process: for dry runs, which leave nothing behind. */
export function memoryJournal(now: () => string, template = ""): Journal {
  return journalOver([], { now, template }, () => undefined);
}

interface JournalTerms {
  readonly now: () => string;
  readonly template: string;
}

function journalOver(entries: Entry[], { now, template }: JournalTerms, write: (entry: Entry) => void): Journal {
  const run = randomBytes(6).toString("hex");
  let sequence = 0;

  function add(entry: Entry): void {
    const dated = { at: now(), run, ...entry };
    write(dated);
    entries.push(dated);
  }

  function openCreates(): Entry[] {
    const ended = new Set(entries.filter((entry) => entry.kind !== "begin").map((entry) => entry["key"]));
    return entries.filter(
      (entry) => entry.kind === "begin" && entry["action"] === "create" && !ended.has(entry["key"]),
    );
  }

  function lastGiven(subject: string): Entry | undefined {
    return entries.findLast((entry) => entry.kind === "given" && entry["subject"] === subject);
  }

  function keysOf(kind: Entry["kind"]): Set<JsonValue | undefined> {
    return new Set(entries.filter((entry) => entry.kind === kind).map(keyOf));
  }

  /** A later run found it not there, and began it anew: then nothing of this one is left open. */
  function isBegunAgain(entry: Entry): boolean {
    const same = (other: Entry): boolean =>
      other.kind === "begin" && ["template", "step", "type", "name"].every((key) => other[key] === entry[key]);
    return entries.findLast(same) !== entry;
  }

  function begun(): Entry[] {
    return entries.filter((entry) => entry.kind === "begin" && (entry["template"] ?? template) === template);
  }

  return {
    changes() {
      const done = new Map(entries.filter(({ kind }) => kind === "done").map((entry) => [entry["key"], entry]));
      const undone = keysOf("undone");
      return begun()
        .filter(({ key }) => done.has(key) && !undone.has(key))
        .map((entry) => journalled(entry, done.get(entry["key"])));
    },
    undecided() {
      const [done, undone] = [keysOf("done"), keysOf("undone")];
      const refused = new Set(entries.filter(({ kind, looked }) => kind === "failed" && looked !== true).map(keyOf));
      return begun()
        .filter(({ key = null }) => !done.has(key) && !refused.has(key) && !undone.has(key))
        .filter((entry) => !isBegunAgain(entry))
        .map((entry) => journalled(entry, undefined));
    },
    otherTemplates() {
      const [done, undone] = [keysOf("done"), keysOf("undone")];
      const left = entries.filter(
        ({ kind, key }) => kind === "begin" && done.has(key ?? null) && !undone.has(key ?? null),
      );
      const names = new Set(left.map((entry) => textOf(entry["template"])));
      return [...names].filter((name) => name !== "" && name !== template);
    },
    markUndone(key) {
      add({ kind: "undone", key });
    },
    begin(step, change) {
      sequence += 1;
      const key = `${run}-${String(sequence)}`;
      const { action, resource, fields } = change;
      add({
        kind: "begin",
        key,
        template,
        step,
        action,
        type: resource.type,
        name: resource.name,
        id: resource.id ?? null,
        fields: fields.map(({ path, before, after }) => ({ path, before, after: after ?? null })),
      });
      return {
        done: (id, undoData) => {
          add({ kind: "done", key, id: id ?? null, ...(undoData === undefined ? {} : { keeps: undoData }) });
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
        add({ kind: "failed", key: keyOf(entry), reason: "interrupted; the tenant was read again", looked: true });
    },
    createdId(type, name) {
      const done = new Map(entries.filter(({ kind }) => kind === "done").map((entry) => [entry["key"], entry["id"]]));
      const undone = keysOf("undone");
      const created = entries.findLast(
        (entry) =>
          entry["action"] === "create" &&
          entry["type"] === type &&
          entry["name"] === name &&
          done.has(entry["key"]) &&
          !undone.has(entry["key"]),
      );
      const id = created === undefined ? undefined : done.get(created["key"]);
      return typeof id === "string" ? id : undefined;
    },
    rememberGiven(subject, material) {
      const salt = randomBytes(16).toString("hex");
      add({ kind: "given", subject, salt, hash: saltedHash(salt, material) });
    },
    wasGiven(subject, material) {
      const last = lastGiven(subject);
      if (last === undefined) return "unknown";
      return isOf(last, material) ? "same" : "different";
    },
    givenSince(subject, material) {
      const last = lastGiven(subject);
      return last !== undefined && isOf(last, material) ? textOf(last["at"]) : undefined;
    },
  };
}

function keyOf(entry: Entry): JsonValue {
  return entry["key"] ?? null;
}
