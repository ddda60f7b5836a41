import { EXIT, SetupError } from "../../base/errors.js";
import { count, plainText } from "../../base/text.js";
import { destinationInputs } from "../../template/inputs/destinations.js";
import { envName, flagName } from "../../template/inputs/input-names.js";
import { givenFor, type InputSources } from "../../template/inputs/input-sources.js";
import { readInputValue } from "../../template/inputs/input-values.js";
import { isSecret, type TemplateInput } from "../../template/document/schema.js";
import type { Template } from "../../template/document/template.js";
import type { SavedInputs } from "./options.js";

/** Who can be shown an address and asked about it. */
export interface Person {
  /** Shows a line: an address is not broken over two, as questions are. */
  readonly show: (line: string) => void;
  readonly confirm: (question: string) => Promise<boolean>;
}

interface Approval {
  readonly template: Pick<Template, "inputs" | "steps">;
  /** What was given beside the plan's file. */
  readonly beside: InputSources;
  /** Whether `--confirm-plan` approved the plan as it is. */
  readonly confirmed: boolean;
  /** The person at the terminal; undefined when nobody can be asked. */
  readonly person: Person | undefined;
}

/**
 * Has the addresses approved that only a plan's file gives: secrets and people's data go there. One that is given beside the file,
 * or that is the template's own default, needs no approval; that it is the same is checked with all inputs.
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
  person.show(`Only the plan in ${path} names ${open.length === 1 ? "this address" : "these addresses"}:`);
  for (const input of open) {
    person.show(`  ${plainText(`${input.prompt}: ${String(inputs[input.name])}`)}`);
    if (!(await person.confirm("Send secrets and users there?"))) throw declined(path, input);
  }
}

/** The template is one that the command line names, so that its own values are, too. */
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
    what: `Only the plan in ${path} names ${count(open.length, "address", "addresses")} that secrets would be sent to: ${named.join(", ")}`,
    why: "whoever can change a plan's file could have them sent elsewhere, and nobody can be asked here; --yes does not answer this",
    fix: [
      `Give ${open.length === 1 ? "it" : "them"} beside the plan: ${flags}.`,
      "Or approve the plan as it is with --confirm-plan DIGEST, the digest that plan --out printed.",
    ],
    refused: true,
  });
}

function declined(path: string, input: TemplateInput): SetupError {
  return new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: `You said no to the ${input.prompt} of ${path}; nothing was sent or written`,
    fix: [`Make the plan again with the right address: ${flagName(input)}.`],
  });
}
