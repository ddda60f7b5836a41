import { EXIT, type ExitCode } from "../../base/errors.js";
import { Secret } from "../../base/secret.js";
import type { StepKind } from "../../setup/step/step-kind.js";
import { bindTemplate } from "../../template/bind.js";
import type { InputValue } from "../../template/inputs/input-values.js";
import { isSecret, type TemplateInput } from "../../template/document/schema.js";
import { placeholderAddress, placeholderOf, questionOf } from "../inputs/input-placeholders.js";
import { usageError } from "../arguments/usage.js";
import { gatherInputs, type GivenInputs } from "../inputs/inputs.js";
import type { SetupOptions } from "../arguments/options.js";
import type { RunbookDocument } from "../views/output/runbook.js";
import { runbookMarkdown, type RunbookValue } from "../views/render-runbook.js";
import { requireTargetAddress } from "../inputs/target-address.js";
import type { Idp } from "../run/idp.js";
import { writeOut } from "../terminal/write-out.js";

interface RunbookRequest<Tenant, Options extends SetupOptions> extends GivenInputs {
  readonly idp: Idp<Tenant, Options>;
  readonly kinds: readonly StepKind<Tenant>[];
  readonly options: Options;
}

/**
 * Writes the guide as Markdown for an administrator without the API: the same steps in the same order, with the values that
 * were given. For the rest it has the template's examples, or the question itself. Contacts nothing and asks no questions.
 *
 * @throws SetupError (exit 64) when a given value cannot be used, or the file of `--out` cannot be written
 */
export async function writeRunbook<Tenant, Options extends SetupOptions>(
  request: RunbookRequest<Tenant, Options>,
): Promise<ExitCode> {
  const { idp, io, template, kinds, options, raw, remembered } = request;
  if (options.report !== undefined)
    throw usageError("runbook changes nothing, so it has no report", [
      "Leave out --report, or save the runbook: --out FILE.",
    ]);
  const console = idp.consoleUrl(options, io.env);
  const inputs = await gatherInputs(
    { io, template, options, raw, remembered },
    {
      secretsOptional: true,
      ask: (input) => Promise.resolve(placeholderOf(input)),
    },
  );
  requireTargetAddress({ template, kinds }, inputs, (url) => idp.baseUrlProblem(url, options));
  // A runbook is kept and shared: it is made without the secrets.
  const values = new Map([...inputs.values].filter(([, value]) => !(value instanceof Secret)));
  const steps = bindTemplate(template, { values, from: inputs.from }, kinds);
  const markdown = withQuestions(
    runbookMarkdown({
      idp,
      template,
      steps,
      console,
      values: template.inputs.map((input) => valueOf(input, values.get(input.name), inputs.from.get(input.name))),
    }),
    template.inputs,
  );

  if (options.out !== undefined) {
    writeOut(options.out, `${markdown.trimEnd()}\n`);
    io.stderr.write(`Runbook: ${options.out} (it holds the names of your groups)\n`);
  }
  if (options.json) {
    const document: RunbookDocument = {
      formatVersion: "1.0",
      command: idp.name,
      mode: "runbook",
      template: template.name,
      markdown,
      errors: [],
    };
    io.stdout.write(`${JSON.stringify(document)}\n`);
  } else if (options.out === undefined) io.stdout.write(markdown);
  return EXIT.ok;
}

function withQuestions(markdown: string, inputs: readonly TemplateInput[]): string {
  return inputs.reduce((text, input) => text.replaceAll(placeholderAddress(input), questionOf(input)), markdown);
}

function valueOf(input: TemplateInput, given: InputValue | undefined, from: string | undefined): RunbookValue {
  const value = given ?? (isSecret(input) ? undefined : placeholderOf(input));
  const isExample = "example" in input && input.example !== undefined;
  const own = isExample ? "an example: replace it with your own value" : "fill in your own value";
  const source = from === undefined || from === "your answer" ? own : from;
  return { input, value: value instanceof Secret ? undefined : value, from: source };
}
