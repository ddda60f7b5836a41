import type { JsonValue } from "../../../base/json.js";
import { plainText } from "../../../base/text.js";
import type { Proof, Tally, Wrong } from "../../../setup/model/proof.js";
import { paragraph } from "../../terminal/layout.js";
import type { Pen } from "../../terminal/screen.js";
import { causesOfWrong, type Cause } from "../words/causes.js";
import { listNames, LISTS_ALL } from "../words/names.js";
import { counted, inThousands } from "../words/numbers.js";

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
  const digits = Math.max(...kinds.map(({ tally }) => inThousands(tally.found).length));
  for (const { many, tally } of kinds) {
    const isOpen = tally === memberships && memberships.unchecked > 0;
    const open = isOpen ? pen.paint.yellow(` (${inThousands(memberships.unchecked)} not checked)`) : "";
    const label = many.replace("group memberships", "memberships").padEnd(12);
    pen.line(`  ${label} ${inThousands(tally.found).padStart(digits)} of ${inThousands(tally.expected)}${open}`);
  }
  const told = new Set<string>();
  for (const kind of kinds) renderCauses(pen, kind, { details, told });
  for (const sentence of unchecked) paragraph(pen, "  ", `${pen.paint.yellow("?")} `, `Not checked: ${sentence}`);
  pen.line();
}

interface Telling {
  readonly details: boolean;
  /** Reasons that are printed already: groups and their memberships often share one. */
  readonly told: Set<string>;
}

function renderCauses(pen: Pen, kind: Kind, telling: Telling): void {
  const causes = causesOfWrong(kind.tally.wrong);
  const shown = telling.details ? causes : causes.slice(0, MOST_CAUSES);
  for (const cause of shown) renderCause(pen, cause, kind, telling);
  if (causes.length > shown.length)
    pen.line(`  and ${counted(causes.length - shown.length, "more cause")} for ${kind.many} ${LISTS_ALL}`);
}

function renderCause(pen: Pen, { first, all, reason }: Cause, { one, many }: Kind, { details, told }: Telling): void {
  const { paint, glyphs } = pen;
  const isSingle = all.length === 1;
  const sign = first.state === "waiting" ? paint.dim(glyphs.ellipsis) : paint.red(glyphs.failed);
  const what = whatIsWrong(first, isSingle);
  const who = isSingle ? `${capital(one)} ${first.name}` : counted(all.length, one, many);
  paragraph(pen, "  ", `${sign} `, `${who}: ${what}`);
  if (!told.has(reason)) paragraph(pen, "    ", "", sentence(capital(reason)));
  told.add(reason);
  if (isSingle) return;
  // A membership is "group / user", which is not broken at its spaces.
  const names = all.map(({ name }) => name.replace(" / ", "/"));
  if (!details || first.state !== "value") paragraph(pen, "    ", "", listNames(names, details));
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
      const values = valuesOf(expected, actual);
      return isSingle ? `${attribute} is ${values}` : `${attribute} is wrong, for example ${values}`;
    }
  }
}

export function valuesOf(expected: JsonValue | undefined, actual: JsonValue | undefined): string {
  const is = actual === null || actual === undefined ? "no value" : JSON.stringify(actual);
  return `${is} instead of ${JSON.stringify(expected ?? null)}`;
}

function capital(text: string): string {
  return plainText(text.charAt(0).toUpperCase() + text.slice(1));
}

export function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
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

/**
 * As `All 19 expected users, 2 groups and 20 memberships are in TOTAL`.
 *
 * @param where - as `in TOTAL`
 */
export function allFound({ users, groups, memberships }: Proof, where: string): string {
  const first = users.expected === 1 ? "The expected user" : `All ${inThousands(users.expected)} expected users`;
  const others = [
    ...(groups.expected === 0 ? [] : [counted(groups.expected, "group")]),
    ...(memberships.expected === 0 ? [] : [counted(memberships.expected, "membership")]),
  ];
  const list = [first, ...others];
  const last = list.length > 1 ? ` and ${list.pop() ?? ""}` : "";
  const verb = users.expected === 1 && last === "" ? "is" : "are";
  return `${list.join(", ")}${last} ${verb} ${where}`;
}

/** As `3 of 20 users and 1 of 2 groups are missing or wrong`. What is still on the way is neither. */
export function wrongCounts(proof: Proof): string {
  const parts = kindsOf(proof).flatMap(({ one, many, tally }) => {
    const waiting = namesIn(tally, (state) => state === "waiting");
    const unexpected = namesIn(tally, (state) => state === "unexpected");
    const bad = namesIn(tally, (state) => state !== "waiting" && state !== "unexpected");
    const lacking = bad === 0 ? 0 : Math.max(1, tally.expected - tally.found - waiting);
    return [
      ...(lacking === 0
        ? []
        : [{ amount: lacking, text: `${inThousands(lacking)} of ${counted(tally.expected, one, many)}` }]),
      ...(unexpected === 0
        ? []
        : [{ amount: unexpected, text: counted(unexpected, `unexpected ${one}`, `unexpected ${many}`) }]),
    ];
  });
  const texts = parts.map(({ text }) => text);
  const last = texts.pop() ?? "";
  const verb = parts.length === 1 && parts[0]?.amount === 1 ? "is" : "are";
  return `${texts.length === 0 ? last : `${texts.join(", ")} and ${last}`} ${verb} missing or wrong`;
}

function namesIn({ wrong }: Tally, has: (state: Wrong["state"]) => boolean): number {
  return new Set(wrong.filter(({ state }) => has(state)).map(({ name, id }) => `${name} ${id}`)).size;
}
