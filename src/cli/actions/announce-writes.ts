import { count } from "../../base/text.js";
import type { Plan } from "../../setup/model/plan.js";
import type { Target } from "../../setup/model/ports.js";
import { paragraph } from "../terminal/layout.js";
import type { Pen } from "../terminal/screen.js";

const NAMED = 5;

/**
 * Tells, before anything is written at a server of somebody else's, whom a dry run creates there and whom it overwrites.
 *
 * @throws SetupError when the server cannot be read
 */
export async function announceWrites(pen: Pen, plan: Plan, baseUrl: string, target: Target | undefined): Promise<void> {
  const { people, groups } = plan.expected;
  const there = new Set(((await target?.users(people, false)) ?? []).map(({ userName }) => userName.toLowerCase()));
  const [known, fresh] = [
    people.filter((name) => there.has(name.toLowerCase())),
    people.filter((name) => !there.has(name.toLowerCase())),
  ];
  const whom = [
    ...(fresh.length === 0 ? [] : [`${count(fresh.length, "person", "people")}${namesOf(fresh)}`]),
    ...(groups === 0 ? [] : [`up to ${count(groups, "group")}`]),
  ].join(" and ");
  pen.line();
  if (whom !== "") paragraph(pen, "", "", `Will be created at ${baseUrl}: ${whom}.`);
  if (known.length > 0) {
    const who = `${count(known.length, "person is", "people are")} there already and will be overwritten${namesOf(known)}`;
    paragraph(pen, "", `${pen.paint.yellow("!")} `, `${who}.`);
  }
}

function namesOf(names: readonly string[]): string {
  if (names.length === 0) return "";
  const more = names.length > NAMED ? ` and ${String(names.length - NAMED)} more` : "";
  return ` (${names.slice(0, NAMED).join(", ")}${more})`;
}
