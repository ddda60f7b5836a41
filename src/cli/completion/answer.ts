import { plainText } from "../../base/text.js";
import type { Suggestions } from "./suggestions.js";

/** What the last line of an answer says: the numbers of Cobra and of @bomb.sh/tab, whose completion scripts read it, too. */
const DIRECTIVE = { none: 0, noSpace: 2, noFiles: 4 } as const;

/** A word that no shell takes for anything but a word. */
const SAFE = /^[\w./:@=,+-]+$/;

/** The answer when there is nothing to offer. */
export const EMPTY_ANSWER = `:${String(DIRECTIVE.noFiles)}\n`;

/**
 * The suggestions that begin with what is typed, as shells read them: each line is a value, a tab and a description; the last one
 * says whether paths may follow, and whether no space does.
 */
export function answerText({ candidates, files }: Suggestions, typed: string): string {
  const fitting = candidates.filter(({ value }) => value.startsWith(typed) && SAFE.test(value));
  const open = fitting.length > 0 && fitting.every(({ value }) => /[=@]$/.test(value));
  const directive = (files ? DIRECTIVE.none : DIRECTIVE.noFiles) + (open ? DIRECTIVE.noSpace : DIRECTIVE.none);
  const lines = fitting.map(({ value, about }) => `${value}\t${plainText(about)}\n`);
  return `${lines.join("")}:${String(directive)}\n`;
}
