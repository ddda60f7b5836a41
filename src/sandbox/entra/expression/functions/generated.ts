import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";

/**
 * Functions that read nothing of the object. Sources: Microsoft Learn, functions-for-customizing-application-data; for
 * DefaultDomain, Microsoft Graph, synchronizationSchema: functions.
 */
export const GENERATED: Readonly<Record<string, MappingFunction>> = {
  DefaultDomain: { takes: [0, 0], apply: (call) => call.surroundings().domain },
  Guid: { takes: [0, 0], apply: (call) => call.surroundings().newId() },
  RandomString: { takes: [5, 6], apply: randomString },
};

const LONGEST = 256;
const DIGITS = "0123456789";
/** Source: Microsoft Learn, password-must-meet-complexity-requirements. */
const SPECIAL = "~!@#$%^&*_-+=`|\\(){}[]:;\"'<>,.?/";
const CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";
const SMALL = CAPITALS.toLowerCase();

/** The least of each kind first, then letters and digits, in random order. */
function randomString(call: Call): string {
  const avoid = call.text(5) ?? "";
  const kept = (characters: string): string =>
    Array.from(characters)
      .filter((one) => !avoid.includes(one))
      .join("");
  const length = call.integer(0);
  const least = [DIGITS, SPECIAL, CAPITALS, SMALL].map((kind, index) => [kept(kind), call.integer(index + 1)] as const);
  const rest = length - least.reduce((sum, [, count]) => sum + count, 0);
  const filler = kept(DIGITS + CAPITALS + SMALL);
  const parts = [...least, [filler, rest] as const];
  const possible = length <= LONGEST && parts.every(([kind, count]) => count === 0 || (count > 0 && kind !== ""));
  if (!possible) return notSimulated("the function RandomString with these numbers");

  const { newId } = call.surroundings();
  // The first eight digits of a GUID are random, and seeded as everything in the tenant is.
  const below = (limit: number): number => Number.parseInt(newId().slice(0, 8), 16) % limit;
  const characters = parts.flatMap(([kind, count]) =>
    Array.from({ length: count }, () => kind.charAt(below(kind.length))),
  );
  const mixed: string[] = [];
  while (characters.length > 0) mixed.push(...characters.splice(below(characters.length), 1));
  return mixed.join("");
}
