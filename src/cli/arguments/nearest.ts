import { nearNames } from "../../base/text.js";

/** The options that a word may have meant, nearest first: near in spelling, or with the word as a part of their name. */
export function nearFlags(word: string, flags: readonly string[]): string[] {
  const wanted = bare(word).replaceAll("_", "-");
  const byName = new Map(flags.map((flag) => [bare(flag), flag]));
  const names = [...byName.keys()];
  const longer = wanted.length < 3 ? [] : names.filter((name) => `-${name}-`.includes(`-${wanted}-`));
  const found = longer.length > 0 ? longer.slice(0, 3) : nearNames(wanted, names);
  return found.map((name) => byName.get(name) ?? name);
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(words: readonly string[]): string {
  return listWith("or", words);
}

/** `a`, `a and b`, `a, b and c`. */
export function andList(words: readonly string[]): string {
  return listWith("and", words);
}

function listWith(last: string, words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${last} ${words.at(-1) ?? ""}`;
}

function bare(word: string): string {
  return word.replace(/^-+/, "");
}
