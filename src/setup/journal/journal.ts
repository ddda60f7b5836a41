import { randomBytes } from "node:crypto";
import { dirname } from "node:path";
import type { JsonObject, JsonValue } from "../../base/json.js";
import { readOwnFile, requireOwnFolder } from "../../base/own-state.js";
import { openLineFile } from "../../base/private-file.js";
import { stateUnwritable } from "../../base/unwritable.js";
import type { Change } from "../model/plan.js";
import { isOf, journalled, parseEntry, saltedHash, textOf, type Entry } from "./journal-entry.js";
import type { Outcome } from "../model/outcome.js";
import type { JournalledChange } from "../model/journalled-change.js";

/** What was written to a tenant, when, and by which step: for interrupted runs and for undo. Contains no secrets. */
export interface Journal {
  /** Records that this change is about to be written; the result records how it ended. */
  begin(step: string, change: Change): JournalEntry;
  /** The changes of this template that were made and not undone, in their order. */
  changes(): readonly JournalledChange[];
  /** The same for changes with an unknown end, unless a later run started them again. */
  undecided(): readonly JournalledChange[];
  /** The other templates that changed this tenant. */
  otherTemplates(): readonly string[];
  /** Records how this run ended. A journal without an entry stays empty: undo tells by it that nothing was written here. */
  endRun(end: RunEnd): void;
  /** Records that a change is undone. */
  markUndone(key: string): void;
  /** Creates with an unknown end, from an interrupted run. */
  unfinishedCreates(): readonly { readonly step: string; readonly type: string; readonly name: string }[];
  /** Records that the tenant was read again, so the unfinished creates are known. */
  closeUnfinished(): void;
  /** The id from the answer to the last create of this type and name: known even when a search does not show it yet. */
  createdId(type: string, name: string): string | undefined;
  /** Remembers, as a salted hash, the secret that a manual step showed. */
  rememberGiven(subject: string, material: string): void;
  /** Whether this was shown last for the subject. */
  wasGiven(subject: string, material: string): "same" | "different" | "unknown";
  /** ISO time at which this was shown, if it was shown last for the subject. */
  givenSince(subject: string, material: string): string | undefined;
}

/** How a run ended. */
export interface RunEnd {
  /** For example `apply`. */
  readonly action: string;
  readonly outcome: Outcome;
  /** The signed-in account; undefined where the IdP does not tell. */
  readonly who: string | undefined;
  /** ID of the app; undefined where there was none. */
  readonly app: string | undefined;
}

/** The open end of a change's entry. */
export interface JournalEntry {
  /** @param undoData - what undo needs for the change; no secrets */
  done(id: string | undefined, undoData?: JsonObject): void;
  failed(reason: string): void;
}

/**
 * A journal in an append-only file with one JSON value per line (mode 0600).
 *
 * @param path - the tenant's journal; created with the first entry
 * @param now - ISO time for the entries
 * @param template - the template of these changes, for example `total/okta`: steps of other templates may have the same ids
 * @throws SetupError `state-unwritable` (exit 1) when the file cannot be read or written, and `state-not-private` (exit 1) when
 *   it or its folder belongs to another user, or other users can write to it
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

/** Enough for a step's undo data, and for what it remembers while it writes. */
const ROOM_BYTES = 32_768;

/** Reserves space for the end of a change before the change is made: otherwise a full disk would make the journal wrong. */
function roomAfter({ kind }: Entry): number | undefined {
  if (kind === "begin") return ROOM_BYTES;
  return kind === "done" || kind === "failed" ? 0 : undefined;
}

/** A journal in memory: for dry runs, which leave nothing behind. */
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

  /** A later run did not find it and started it again: then this one is no longer open. */
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
    endRun({ action, outcome, who, app }) {
      if (entries.length > 0) add({ kind: "run", template, action, outcome, who: who ?? null, app: app ?? null });
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
