import { EXIT, SetupError } from "../../base/errors.js";

/**
 * What is wrong with a file of people.
 *
 * @param code - the part after `people-csv-`
 * @param place - `file`, `file:line` or `file:line:column`
 */
export function csvProblem(code: string, place: string, what: string, ...fix: readonly string[]): SetupError {
  return new SetupError({ code: `people-csv-${code}`, exitCode: EXIT.usage, what: `${place}: ${what}`, fix });
}
