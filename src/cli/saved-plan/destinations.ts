import { EXIT, SetupError } from "../../base/errors.js";
import { count, plainText } from "../../base/text.js";
import { destinationInputs } from "../../template/inputs/destinations.js";
import { envName, flagName } from "../../template/inputs/input-names.js";
import { givenFor, type InputSources } from "../../template/inputs/input-sources.js";
import { readInputValue } from "../../template/inputs/input-values.js";
import { isSecret, type TemplateInput } from "../../template/document/schema.js";
import type { Template } from "../../template/document/template.js";
import type { SavedInputs } from "./options.js";

/** Somebody who can be shown an address and asked about it. */
export interface Person {
  /** Shows a line whole: questions wrap, and an address must not. */
  readonly show: (line: string) => void;
  readonly confirm: (question: string) => Promise<boolean>;
}

interface Approval {
  readonly template: Pick<Template, "inputs" | "steps">;
  /** What was given in addition to the plan's file. */
  readonly beside: InputSources;
  /** Whether `--confirm-plan` approved the plan. */
  readonly confirmed: boolean;
  /** The person at the terminal; undefined when nobody can be asked. */
  readonly person: Person | undefined;
}

/**
 * Asks for approval of the addresses that only a plan's file gives: secrets and users' data are sent there. An address that is also
 * given elsewhere, or that is the template's default, needs no approval; all inputs are compared later.
 *
 * @throws SetupError `plan-address-unconfirmed` (exit 64) where nobody can be asked, `declined` (exit 1) for a no
 */
export async function approveDestinations(
  { inputs, path }: SavedInputs,
  { template, beside, confirmed, person }: Approval,
): Promise<void> {
  if (confirmed) return;
  const destinations = destinationInputs(template);
  const open = template.inputs.filter(
    (input) =>
      destinations.has(input.name) &&
      Object.hasOwn(inputs, input.name) &&
      givenFor(input, beside) === undefined &&
      !isDefault(input, inputs[input.name]),
  );
  if (open.length === 0) return;
  if (person === undefined) throw unconfirmed(path, open, inputs);
  person.show(`${open.length === 1 ? "This address is" : "These addresses are"} only in the plan ${path}:`);
  for (const input of open) {
    person.show(`  ${plainText(`${input.prompt}: ${String(inputs[input.name])}`)}`);
    if (!(await person.confirm("Send secrets and users there?"))) throw declined(path, input);
  }
}

/** The command line names the template, and with it the template's own values. */
function isDefault(input: TemplateInput, planned: string | readonly string[] | undefined): boolean {
  if (isSecret(input) || input.default === undefined) return false;
  const value = readInputValue(input, input.default, "the template's default");
  return JSON.stringify(value) === JSON.stringify(planned);
}

function unconfirmed(path: string, open: readonly TemplateInput[], inputs: SavedInputs["inputs"]): SetupError {
  const named = open.map((input) => `${input.prompt} (${String(inputs[input.name])})`);
  const flags = open.map((input) => `${flagName(input)} or ${envName(input)}`).join(", ");
  return new SetupError({
    code: "plan-address-unconfirmed",
    exitCode: EXIT.usage,
    what: `The plan in ${path} would send secrets to ${count(open.length, "address", "addresses")} that only its file names: ${named.join(", ")}`,
    why: "anyone who can change the file could redirect them; there is no terminal to ask at, and --yes does not approve addresses",
    fix: [
      `Give ${open.length === 1 ? "the address" : "the addresses"} on the command line too: ${flags}.`,
      "Or approve the whole plan with --confirm-plan DIGEST, the digest that plan --out printed.",
    ],
    refused: true,
  });
}

function declined(path: string, input: TemplateInput): SetupError {
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: `Cancelled: you did not approve the ${input.prompt} in ${path}; nothing was sent or changed`,
    fix: [`Make the plan again with the right address: ${flagName(input)}.`],
  });
}
