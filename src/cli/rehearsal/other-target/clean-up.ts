import type { Clock } from "../../../base/clock.js";
import type { ExchangeSink } from "../../../http/exchange.js";
import { SetupError } from "../../../base/errors.js";
import { mapLimited } from "../../../scim-client/limited.js";
import { openRemover, type Removal, type Remover } from "../../../scim-client/remover.js";
import type { Target } from "../../../setup/model/ports.js";
import { sumOf } from "../../views/render-clean-up.js";
import type { CleanUp, Created, Left, OtherTarget } from "../../run/other-target.js";

interface CleanUpOptions {
  readonly other: OtherTarget;
  /** Reads the server to see what is gone. */
  readonly target: Target | undefined;
  /** Names that groups got after they were created. */
  readonly renamed?: readonly string[];
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
  readonly signal: AbortSignal;
  /** The answer to the question; undefined when there is no terminal to ask at. */
  readonly ask: (question: string) => Promise<boolean | undefined>;
}

/** Offers to remove what this run created, removes it and reads it back. Never removes anything else. */
export async function cleanUp(options: CleanUpOptions): Promise<CleanUp> {
  const { other, signal } = options;
  const created = other.created();
  const certain = created.filter(({ id }) => id !== undefined);
  const nothing: CleanUp = { target: other.baseUrl, removed: [], left: created.map(leftAs("not removed")), writes: 0 };
  if (certain.length === 0) return nothing;
  if (signal.aborted) return { ...nothing, left: created.map(leftAs("interrupted before it could be removed")) };
  const answer = await options.ask(`Remove what this run created at ${other.baseUrl} (${sumOf(certain)})?`);
  if (answer === true) return removeAll(options, created);
  return {
    ...nothing,
    left: created.map(
      leftAs(answer === false ? "you said no" : "there is no terminal to ask at, and --yes was not given"),
    ),
  };
}

const AT_ONCE = 8;

async function removeAll(options: CleanUpOptions, created: readonly Created[]): Promise<CleanUp> {
  const { other, clock, record, signal, target, renamed = [] } = options;
  const { baseUrl, token } = other;
  const remover = openRemover({
    baseUrl,
    token,
    clock,
    signal,
    proxies: other.proxies,
    ...(record === undefined ? {} : { record }),
  });
  try {
    const answers = new Map<Created, Removal>();
    // Groups first: they contain the users.
    for (const type of ["group", "person"] as const) {
      const those = created.filter((one) => one.type === type);
      await mapLimited(those, AT_ONCE, async (one) => {
        if (one.id !== undefined && !signal.aborted) answers.set(one, await remove(remover, one, one.id));
      });
    }
    const shown = await stillShown(target, created, renamed);
    const removed: Created[] = [];
    const left: Left[] = [];
    for (const one of created) {
      const reason = whyLeft(one, answers.get(one), shown);
      if (reason === undefined) removed.push(one);
      else left.push({ ...one, reason });
    }
    return { target: baseUrl, removed, left, writes: remover.writes() };
  } finally {
    remover.close();
  }
}

function remove(remover: Remover, { type }: Created, id: string): Promise<Removal> {
  return remover.remove(type === "person" ? "/Users" : "/Groups", id);
}

interface Shown {
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** What the server still shows; undefined when it cannot be read. */
async function stillShown(
  target: Target | undefined,
  created: readonly Created[],
  renamed: readonly string[],
): Promise<Shown | undefined> {
  const namesOf = (type: Created["type"]): string[] =>
    created.filter((one) => one.type === type).map(({ name }) => name);
  try {
    const users = (await target?.users(namesOf("person"), false)) ?? [];
    const groups = (await target?.groups([...namesOf("group"), ...renamed], false)) ?? [];
    return {
      ids: new Set([...users.map(({ id }) => `person ${id}`), ...groups.map(({ id }) => `group ${id}`)]),
      names: new Set([
        ...users.map(({ userName }) => `person ${userName.toLowerCase()}`),
        ...groups.map(({ displayName }) => `group ${displayName.toLowerCase()}`),
      ]),
    };
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}

function whyLeft(one: Created, answer: Removal | undefined, shown: Shown | undefined): string | undefined {
  if (one.id === undefined) return one.uncertain ?? "its ID is not known";
  if (answer === undefined) return "interrupted before it could be removed";
  if (typeof answer === "object") return answer.refused;
  if (answer === "unknown-id") {
    // Gone already, unless the server now knows it under another id.
    const there = shown?.names.has(`${one.type} ${one.name.toLowerCase()}`) !== false;
    return there ? "the server does not know this ID (404), and may have it under another one" : undefined;
  }
  return shown?.ids.has(`${one.type} ${one.id}`) === true
    ? "the server accepted the removal but still shows it"
    : undefined;
}

function leftAs(reason: string): (one: Created) => Left {
  return (one) => ({ ...one, reason: one.uncertain ?? reason });
}
