import { count, plainText } from "../../base/text.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import type { CleanUp, Created, Left } from "../run/other-target.js";
import type { CleanUpJson } from "./output/rehearsal.js";

const SHOWN = 20;

/** `2 groups and 19 people`. */
export function sumOf(created: readonly Created[]): string {
  const groups = created.filter(({ type }) => type === "group").length;
  const people = created.length - groups;
  return [
    ...(groups === 0 ? [] : [count(groups, "group")]),
    ...(people === 0 ? [] : [count(people, "person", "people")]),
  ].join(" and ");
}

/** Tells what was removed and what is left, with the ids by which it can be removed by hand. */
export function renderCleanUp(pen: Pen, { target, removed, left }: CleanUp): void {
  pen.line();
  if (removed.length > 0) paragraph(pen, "", "", `Removed again from ${target}: ${sumOf(removed)}.`);
  else if (left.length === 0) paragraph(pen, "", "", `This run created nothing at ${target}.`);
  const reasons = new Map<string, Left[]>();
  for (const one of left) reasons.set(one.reason, [...(reasons.get(one.reason) ?? []), one]);
  for (const [reason, those] of reasons) {
    const what = `Left at ${target}, created by this run: ${sumOf(those)} (${reason}).`;
    paragraph(pen, "", `${pen.paint.yellow("!")} `, what);
    for (const { type, name, id } of those.slice(0, SHOWN))
      pen.line(`  - ${type} ${plainText(name)}${id === undefined ? "" : `  ${plainText(id)}`}`);
    if (those.length > SHOWN) pen.line(`  and ${String(those.length - SHOWN)} more (--json lists all)`);
  }
  if (left.some(({ id }) => id !== undefined))
    paragraph(pen, "", "", `To remove one by hand: DELETE ${target}/Users/<id> or /Groups/<id>, with the same token.`);
}

/** The clean-up as the JSON document tells it. */
export function cleanUpJson({ target, removed, left }: CleanUp): CleanUpJson {
  const entry = ({ type, name, id }: Created): CleanUpJson["removed"][number] => ({
    type,
    name,
    ...(id === undefined ? {} : { id }),
  });
  return { target, removed: removed.map(entry), left: left.map((one) => ({ ...entry(one), reason: one.reason })) };
}
