import { readOwnFile } from "../../base/own-state.js";
import type { Change } from "../model/plan.js";
import { parseEntry, textOf, type Entry } from "./journal-entry.js";

/** One run that wrote to a tenant, as its journal tells it. */
export interface PastRun {
  /** ISO time of its first entry. */
  readonly at: string;
  /** For example `apply`; undefined for a run that was cut off, or of an earlier version. */
  readonly action?: string;
  readonly outcome?: string;
  /** The signed-in account, where the IdP told it. */
  readonly who?: string;
  readonly changes: readonly {
    readonly action: Change["action"] | "undo";
    readonly type: string;
    readonly name: string;
  }[];
}

/**
 * The runs of one template that wrote to a tenant, newest first.
 *
 * @param path - the tenant's journal
 * @param app - ID of the app: a run that is known to be of another one is left out
 * @throws SetupError `state-unwritable` or `state-not-private` (exit 1) when the journal cannot be read
 */
export function readHistory(
  path: string,
  { template, app }: { readonly template: string; readonly app: string },
): PastRun[] {
  const entries = (readOwnFile(path) ?? "").split("\n").flatMap(parseEntry);
  const begun = new Map(entries.filter(isOf("begin")).map((entry) => [entry["key"], entry]));
  const runs = new Map<string, Entry[]>();
  for (const entry of entries) {
    const run = textOf(entry["run"]);
    runs.set(run, [...(runs.get(run) ?? []), entry]);
  }
  return [...runs.values()]
    .filter((run) => isOfTemplate(run, { template, app, begun }))
    .map((run) => pastRun(run, begun))
    .sort((one, other) => (one.at < other.at ? 1 : -1));
}

type Begun = ReadonlyMap<unknown, Entry>;

function isOf(...kinds: readonly Entry["kind"][]): (entry: Entry) => boolean {
  return ({ kind }) => kinds.includes(kind);
}

interface Wanted {
  readonly template: string;
  readonly app: string;
  readonly begun: Begun;
}

/** An older version's changes name no template: they are everybody's, as for undo. */
function isOfTemplate(run: readonly Entry[], { template, app, begun }: Wanted): boolean {
  const end = run.find(isOf("run"));
  const apps = [end?.["app"] ?? app, app];
  const written = run.filter(isOf("begin", "undone", "run")).map((entry) => begun.get(entry["key"]) ?? entry);
  return written.some((entry) => (entry["template"] ?? template) === template) && apps[0] === app;
}

function pastRun(run: readonly Entry[], begun: Begun): PastRun {
  const end = run.find(isOf("run"));
  const [action, outcome, who] = ["action", "outcome", "who"].map((name) => textOf(end?.[name]));
  return {
    at: textOf(run[0]?.["at"]),
    ...(action === undefined || action === "" ? {} : { action }),
    ...(outcome === undefined || outcome === "" ? {} : { outcome }),
    ...(who === undefined || who === "" ? {} : { who }),
    changes: run.filter(isOf("done", "undone")).flatMap((entry) => changeOf(entry, begun.get(entry["key"]))),
  };
}

function changeOf({ kind }: Entry, begin: Entry | undefined): PastRun["changes"] {
  // A manual step is noted like a change; nothing was sent for it.
  if (begin === undefined || begin["type"] === "console-stop") return [];
  const action = kind === "undone" ? "undo" : ACTIONS.find((one) => one === begin["action"]);
  return [{ action: action ?? "update", type: textOf(begin["type"]), name: textOf(begin["name"]) }];
}

const ACTIONS = ["create", "update", "start", "delete"] as const satisfies readonly Change["action"][];
