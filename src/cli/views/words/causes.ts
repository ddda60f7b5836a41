import { groupBy } from "../../../setup/proof/group-by.js";
import type { Wrong } from "../../../setup/model/proof.js";
import type { Warning } from "../../../setup/model/plan.js";
import { listNames } from "./names.js";

/** One cause with all findings that it explains. */
export interface Cause {
  /** The first of them, which stands for all. */
  readonly first: Wrong;
  readonly all: readonly Wrong[];
  /** The reason that holds for all: what differs between them is left out. */
  readonly reason: string;
}

/** Findings of a proof by what is wrong and why, in the order of their first one; those that are still on the way last. */
export function causesOfWrong(wrong: readonly Wrong[]): readonly Cause[] {
  const groups = groupBy(wrong, (one) => JSON.stringify([one.state, one.path ?? "", reasonPattern(one)]));
  const causes = [...groups.values()].flatMap((all): Cause[] => {
    const [first] = all;
    if (first === undefined) return [];
    const same = all.every(({ reason }) => reason === first.reason);
    return [{ first, all, reason: same ? first.reason : reasonPattern(first) }];
  });
  const waits = ({ first }: Cause): boolean => first.state === "waiting";
  return [...causes.filter((cause) => !waits(cause)), ...causes.filter(waits)];
}

/** The reason without what is the one finding's own: its name, its id and its values. */
function reasonPattern({ name, id, expected, actual, reason }: Wrong): string {
  const own = [name, ...name.split(" / "), id, ...[expected, actual].filter((value) => typeof value === "string")];
  return own
    .filter((text) => text.length > 2)
    .sort((a, b) => b.length - a.length)
    .reduce((text, part) => text.replaceAll(part, ELLIPSIS), reason);
}

const ELLIPSIS = "…";

/** Warnings, each once, with those that differ only in the user or group they begin with as one. */
export function causesOfWarnings(warnings: readonly Warning[], details: boolean): readonly Warning[] {
  const once = [...new Map(warnings.map((one) => [`${one.message}\n${one.fix}`, one])).values()];
  const groups = groupBy(once, ({ code, message, fix }) => JSON.stringify([code, fix, patternOf(message)]));
  return [...groups.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    return [others.length === 0 ? shortened(first, details) : joined(first, others, details)];
  });
}

/** `ada@x.example: no last name` is about whoever stands before the colon. */
const SUBJECT = /^([^:]{1,120}): (?=.)/;

function patternOf(message: string): string {
  const subject = SUBJECT.exec(message)?.[1];
  return subject === undefined ? message : message.replaceAll(subject, ELLIPSIS);
}

function joined(first: Warning, others: readonly Warning[], details: boolean): Warning {
  const names = [first, ...others].map(({ message }) => SUBJECT.exec(message)?.[1] ?? message);
  const what = patternOf(first.message).replace(SUBJECT, "");
  return { ...first, message: `${what} (${String(names.length)} times: ${listNames(names, details)})` };
}

/** A warning with a long list of names has the first of them, or with details all. */
function shortened(warning: Warning, details: boolean): Warning {
  const { names = [] } = warning.people ?? {};
  const [first] = names;
  const { message } = warning;
  const at = first === undefined ? -1 : message.indexOf(`: ${first}`);
  if (at >= 0) return { ...warning, message: `${message.slice(0, at)}: ${listNames(names, details)}.` };
  return details
    ? warning
    : { ...warning, message: message.replace(MANY_QUOTED, (list) => listNames(list.split(/(?<="), /), false)) };
}

/** More names in quotation marks, one after the other, than are shown. */
const MANY_QUOTED = /"[^"]+"(?:, "[^"]+"){6,}/g;
