/** What the last column of a plan holds (see `Change.summary`). */
const MOST_CHARACTERS = 40;

/**
 * Joins the parts with commas: `7 users, pilot`. Parts that do not fit any more are left out, and a first part that is too
 * long by itself is cut.
 *
 * @returns at most 40 characters
 */
export function changeSummary(first: string, ...others: readonly string[]): string {
  const cut = [...first].length > MOST_CHARACTERS ? `${[...first].slice(0, MOST_CHARACTERS - 3).join("")}...` : first;
  return others.reduce((text, part) => {
    const longer = `${text}, ${part}`;
    return [...longer].length > MOST_CHARACTERS ? text : longer;
  }, cut);
}
