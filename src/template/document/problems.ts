import { EXIT, SetupError, type CodeOfExit } from "../../base/errors.js";
import { didYouMean, plainText } from "../../base/text.js";

/** A place in a file; both numbers start at 1. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** One problem in a file, with its place. */
export interface Problem {
  readonly place: SourcePosition;
  /** One sentence without a full stop, with the nearest valid word where there is one. */
  readonly what: string;
}

const MOST_LISTED = 20;
const LONGEST_QUOTE = 60;

/** `file:line:col`, which editors and terminals turn into a link. */
export function placeText(file: string, place: SourcePosition): string {
  return `${file}:${String(place.line)}:${String(place.column)}`;
}

/**
 * All problems of one file as one error (exit 64), in the order of their places.
 *
 * @param code - stable code of the error, for example `template-invalid`
 */
export function fileError(code: CodeOfExit<"usage">, file: string, problems: readonly Problem[]): SetupError {
  const listed = inOrder(problems).map((problem) => `${placeText(file, problem.place)}: ${problem.what}`);
  const more = listed.length - MOST_LISTED;
  return new SetupError({
    code,
    exitCode: EXIT.usage,
    what: [...listed.slice(0, MOST_LISTED), ...(more > 0 ? [`and ${String(more)} more`] : [])].join("\n"),
    fix: [`Correct ${file}${listed.length === 1 ? "" : " at these places"}, then run the same command again.`],
  });
}

/** The problems in the order of their places, each once. */
export function inOrder(problems: readonly Problem[]): readonly Problem[] {
  const each = new Map(problems.map((one) => [placeText(one.what, one.place), one]));
  return [...each.values()].sort((a, b) => a.place.line - b.place.line || a.place.column - b.place.column);
}

/** A word from a file in quotation marks, short and plain enough for one line of a terminal. */
export function quoted(text: string): string {
  const plain = plainText(text);
  return plain.length > LONGEST_QUOTE ? `"${plain.slice(0, LONGEST_QUOTE)}…"` : `"${plain}"`;
}

/** `Did you mean "x"?`, or all known names when none is similar. */
export function nearest(name: string, known: readonly string[], intro: string): string {
  return didYouMean(name, known) ?? (known.length === 0 ? `${intro} none` : `${intro}: ${known.join(", ")}`);
}
