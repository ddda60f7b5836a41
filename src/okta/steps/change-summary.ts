/** What the last column of a plan holds (see `Change.summary`). */
const MOST_CHARACTERS = 40;

const segmenter = new Intl.Segmenter();

/**
 * Joins the parts with commas: `7 users, pilot`. A part that does not fit is left out, and a first part that is too
 * long by itself is cut.
 *
 * @returns at most 40 characters
 */
export function changeSummary(first: string, ...others: readonly string[]): string {
  const characters = charactersOf(first);
  const cut = characters.length > MOST_CHARACTERS ? `${characters.slice(0, MOST_CHARACTERS - 3).join("")}...` : first;
  return others.reduce((text, part) => {
    const longer = `${text}, ${part}`;
    return charactersOf(longer).length > MOST_CHARACTERS ? text : longer;
  }, cut);
}

/** Characters as a reader counts them: an emoji of several code points is one. */
function charactersOf(text: string): string[] {
  return Array.from(segmenter.segment(text), ({ segment }) => segment);
}
