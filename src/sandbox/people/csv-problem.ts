import type { PEOPLE_FILE_ERRORS } from "../../base/codes/people-file-errors.js";
import { EXIT, SetupError } from "../../base/errors.js";

/**
 * What is wrong with a file of users.
 *
 * @param place - `file`, `file:line` or `file:line:column`
 */
export function csvProblem(
  code: keyof typeof PEOPLE_FILE_ERRORS,
  place: string,
  what: string,
  ...fix: readonly string[]
): SetupError {
  return new SetupError({ code, exitCode: EXIT.usage, what: `${place}: ${what}`, fix });
}
