import type { ConsoleField } from "../../setup/model/plan.js";

/** One place of a console: what to click, what to enter there, and what completes it. */
export interface ConsolePlace {
  readonly click: string;
  readonly fields: readonly ConsoleField[];
  /** The click that completes the form; absent where nothing was entered. */
  readonly then?: string;
}

/** The clicks of a manual step, each with the fields of its form. Fields that a click names with their value are in no place. */
export function placesOf(clicks: readonly string[], fields: readonly ConsoleField[]): ConsolePlace[] {
  const places: ConsolePlace[] = [];
  for (const [index, click] of clicks.entries()) {
    const own = fields.filter((field) => field.click === index);
    const before = places.at(-1);
    if (own.length === 0 && before !== undefined && before.fields.length > 0 && before.then === undefined)
      places[places.length - 1] = { ...before, then: click };
    else places.push({ click, fields: own });
  }
  return places;
}
