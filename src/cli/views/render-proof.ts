import type { JsonValue } from "../../base/json.js";
import { count, plainText } from "../../base/text.js";
import type { Proof, Tally, Wrong } from "../../setup/model/proof.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";
import { causesOfWrong, type Cause } from "./words/causes.js";
import { listNames, LISTS_ALL } from "./words/names.js";

/** Causes of one kind that are shown without details. */
const MOST_CAUSES = 8;

interface Kind {
  readonly one: string;
  readonly many: string;
  readonly tally: Tally;
}

function kindsOf({ users, groups, memberships }: Proof): readonly Kind[] {
  return [
    { one: "user", many: "users", tally: users },
    { one: "group", many: "groups", tally: groups },
    { one: "group membership", many: "group memberships", tally: memberships },
  ];
}

/** Prints what was found on the SCIM server, and what is wrong there, cause by cause. */
export function renderProof(pen: Pen, proof: Proof, details: boolean): void {
  const { memberships, unchecked } = proof;
  const kinds = kindsOf(proof);
  pen.line(pen.paint.bold("Verified on the SCIM server"));
  const digits = Math.max(...kinds.map(({ tally }) => String(tally.found).length));
  for (const { many, tally } of kinds) {
    const isOpen = tally === memberships && memberships.unchecked > 0;
    const open = isOpen ? pen.paint.yellow(` (${String(memberships.unchecked)} not checked)`) : "";
    const label = many.replace("group memberships", "memberships").padEnd(12);
    pen.line(`  ${label} ${String(tally.found).padStart(digits)} of ${String(tally.expected)}${open}`);
  }
  for (const kind of kinds) renderCauses(pen, kind, details);
  for (const sentence of unchecked) paragraph(pen, "  ", `${pen.paint.yellow("?")} `, `Not checked: ${sentence}`);
  pen.line();
}

function renderCauses(pen: Pen, { one, many, tally }: Kind, details: boolean): void {
  const causes = causesOfWrong(tally.wrong);
  const shown = details ? causes : causes.slice(0, MOST_CAUSES);
  for (const cause of shown) renderCause(pen, cause, { one, many, details });
  if (causes.length > shown.length)
    pen.line(`  and ${count(causes.length - shown.length, "more cause")} for ${many} ${LISTS_ALL}`);
}

interface CauseWords {
  readonly one: string;
  readonly many: string;
  readonly details: boolean;
}

function renderCause(pen: Pen, { first, all, reason }: Cause, { one, many, details }: CauseWords): void {
  const { paint, glyphs } = pen;
  const isSingle = all.length === 1;
  const sign = first.state === "waiting" ? paint.dim(glyphs.ellipsis) : paint.red(glyphs.failed);
  const what = whatIsWrong(first, isSingle);
  const who = isSingle ? `${capital(one)} ${first.name}` : count(all.length, one, many);
  paragraph(pen, "  ", `${sign} `, `${who}: ${what}`);
  paragraph(pen, "    ", "", capital(reason));
  if (isSingle) return;
  if (!details || first.state !== "value")
    paragraph(
      pen,
      "    ",
      "",
      listNames(
        all.map(({ name }) => name),
        details,
      ),
    );
  else
    for (const { name, expected, actual } of all)
      paragraph(pen, "    ", "- ", `${name}: ${valuesOf(expected, actual)}`);
}

function whatIsWrong({ state, path, expected, actual }: Wrong, isSingle: boolean): string {
  switch (state) {
    case "missing":
      return "missing";
    case "waiting":
      return "still on the way";
    case "duplicate":
      return "there more than once";
    case "unexpected":
      return "not expected";
    case "value": {
      if (path === "provisioning") return "provisioning fails";
      const attribute = (path ?? "").split(":").at(-1) ?? "";
      return `wrong ${attribute}: ${isSingle ? "" : "for example "}${valuesOf(expected, actual)}`;
    }
  }
}

function valuesOf(expected: JsonValue | undefined, actual: JsonValue | undefined): string {
  const is = actual === null || actual === undefined ? "no value" : JSON.stringify(actual);
  return `${is} instead of ${JSON.stringify(expected ?? null)}`;
}

function capital(text: string): string {
  return plainText(text.charAt(0).toUpperCase() + text.slice(1));
}

/** Whether everything that was expected was found, something was, and nothing was left unchecked: only then a run is *Done*. */
export function isComplete({ users, groups, memberships, unchecked }: Proof): boolean {
  const tallies = [users, groups, memberships];
  return (
    users.expected > 0 &&
    memberships.unchecked === 0 &&
    unchecked.length === 0 &&
    tallies.every(({ found, expected, wrong }) => found === expected && wrong.length === 0)
  );
}

/** As `All 19 expected users, 2 groups and 20 memberships are in TOTAL`. */
export function allFound({ users, groups, memberships }: Proof, where: string): string {
  const first = users.expected === 1 ? "The expected user" : `All ${number(users.expected)} expected users`;
  const others = [
    ...(groups.expected === 0 ? [] : [counted(groups.expected, "group")]),
    ...(memberships.expected === 0 ? [] : [counted(memberships.expected, "membership")]),
  ];
  const list = [first, ...others];
  const last = list.length > 1 ? ` and ${list.pop() ?? ""}` : "";
  const verb = users.expected === 1 && last === "" ? "is" : "are";
  return `${list.join(", ")}${last} ${verb} in ${where}`;
}

/** As `3 of 20 users and 1 of 2 groups`: what is missing or wrong; what is on its way is neither. */
export function wrongCounts(proof: Proof): string {
  const parts = kindsOf(proof).flatMap(({ one, many, tally }) => {
    const bad = tally.wrong.filter(({ state }) => state !== "waiting");
    const unexpected = bad.filter(({ state }) => state === "unexpected").length;
    const waiting = new Set(tally.wrong.filter(({ state }) => state === "waiting").map(({ name }) => name)).size;
    const lacking = bad.length > unexpected ? Math.max(1, tally.expected - tally.found - waiting) : 0;
    return [
      ...(lacking === 0 ? [] : [`${number(lacking)} of ${counted(tally.expected, one, many)}`]),
      ...(unexpected === 0 ? [] : [counted(unexpected, `unexpected ${one}`, `unexpected ${many}`)]),
    ];
  });
  const last = parts.pop() ?? "";
  return parts.length === 0 ? last : `${parts.join(", ")} and ${last}`;
}

function counted(amount: number, one: string, many = `${one}s`): string {
  return `${number(amount)} ${amount === 1 ? one : many}`;
}

function number(amount: number): string {
  return amount.toLocaleString("en-US");
}
