import { plainText } from "../../base/text.js";
import { groupBy } from "../../setup/proof/group-by.js";
import { labelled, paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { CleanUp, Created } from "../run/other-target.js";
import type { CleanUpJson } from "./output/rehearsal.js";
import { LISTS_ALL } from "./words/names.js";
import { counted } from "./words/numbers.js";

/** As `2 groups and 19 users`. */
export function sumOf(created: readonly Created[]): string {
  const groups = created.filter(({ type }) => type === "group").length;
  const users = created.length - groups;
  return [...(groups === 0 ? [] : [counted(groups, "group")]), ...(users === 0 ? [] : [counted(users, "user")])].join(
    " and ",
  );
}

/** Prints what was removed, and what is left with the ids by which it can be removed. */
export function renderCleanUp(pen: Pen, { target, removed, left }: CleanUp, details: boolean): void {
  pen.line();
  if (removed.length > 0) paragraph(pen, "", "", `Removed from ${target}: ${sumOf(removed)}.`);
  else if (left.length === 0) paragraph(pen, "", "", `This run created nothing on ${target}.`);
  for (const [reason, those] of groupBy(left, (one) => one.reason)) {
    const what = `Left on ${target}, created by this run: ${sumOf(those)} (${reason}).`;
    paragraph(pen, "", `${pen.paint.yellow("!")} `, what);
    const shown = details ? those : those.slice(0, SHOWN);
    for (const { type, name, id } of shown)
      labelled(pen, "  - ", `${WORDS[type]} ${plainText(name)}`, id === undefined ? "" : plainText(id));
    if (those.length > shown.length) pen.line(`  and ${String(those.length - shown.length)} more ${LISTS_ALL}`);
  }
  if (left.some(({ id }) => id !== undefined))
    paragraph(pen, "", "", `To remove one, send DELETE ${target}/Users/<id> or /Groups/<id> with the same token.`);
}

const SHOWN = 20;

const WORDS: Readonly<Record<Created["type"], string>> = { person: "user", group: "group" };

/** The clean-up in the JSON document. */
export function cleanUpJson({ target, removed, left }: CleanUp): CleanUpJson {
  const entry = ({ type, name, id }: Created): CleanUpJson["removed"][number] => ({
    type,
    name,
    ...(id === undefined ? {} : { id }),
  });
  return { target, removed: removed.map(entry), left: left.map((one) => ({ ...entry(one), reason: one.reason })) };
}
