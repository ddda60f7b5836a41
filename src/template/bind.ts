import { EXIT, SetupError } from "../base/errors.js";
import type { StepKind, StepHeader } from "../setup/step/step-kind.js";
import type { Step } from "../setup/step/step.js";
import { connectsTarget, type Connection } from "./connection.js";
import type { ResolvedInputs } from "./inputs/inputs.js";
import { withFindings, type Finding } from "./document/issues.js";
import { inputsOf, readReferences, stringsIn, substitute } from "./document/references.js";
import { valueAt } from "./document/schema-walk.js";
import type { Template, TemplateStep } from "./document/template.js";

/** The values that the steps of a template are bound to. */
export interface Binding extends Pick<ResolvedInputs, "values" | "from" | "warnings"> {
  /** Replaces the template's own target. */
  readonly connection?: Connection;
}

/**
 * Creates the steps of a template with the administrator's values. A key whose input is a missing secret is left out.
 *
 * @param kinds - the kinds the template was loaded with
 * @throws SetupError (exit 64): `input-invalid` when a step cannot use a value, with the input and the place in the template;
 * `template-invalid` when the template itself is wrong
 */
export function bindTemplate<Tenant>(
  template: Template,
  inputs: Binding,
  kinds: readonly StepKind<Tenant>[],
): readonly Step<Tenant>[] {
  return template.steps.map((step, index) => {
    const kind = kinds.find(({ uses }) => uses === step.uses);
    const place = template.place(["steps", index, "uses"]);
    if (kind === undefined)
      throw failure("template-invalid", [`${place}: unknown step kind "${step.uses}"`], template.file);
    const given = substitute(step.with, (name) => inputs.values.get(name));
    const values = connectsTarget(kind) ? Object.assign({}, given, inputs.connection) : given;
    const checked = kind.schema.safeParse(values);
    if (checked.success) return kind.bind(placeOf(step, inputs), values);

    const findings = withFindings(checked.error.issues, kind.schema, values);
    const told = findings.map((finding) => tell(finding, step, index, template, inputs));
    const code = told.some(({ fromInput }) => fromInput) ? "input-invalid" : "template-invalid";
    throw failure(
      code,
      told.map(({ what }) => what),
      template.file,
    );
  });
}

function placeOf(step: TemplateStep, { warnings }: Binding): StepHeader {
  const names = stringsIn(step.with).flatMap(({ text }) => inputsOf(readReferences(text)));
  const ofInputs = names.flatMap((name) => warnings?.get(name) ?? []);
  return {
    id: step.id,
    guide: step.guide,
    ...(step.title === undefined ? {} : { title: step.title }),
    ...(step.sharedWith === undefined ? {} : { sharedWith: step.sharedWith }),
    ...(step.notes === undefined ? {} : { notes: step.notes }),
    ...(ofInputs.length === 0 ? {} : { warnings: ofInputs }),
  };
}

interface ProblemText {
  readonly what: string;
  readonly fromInput: boolean;
}

function tell(
  finding: Finding,
  step: TemplateStep,
  index: number,
  template: Template,
  inputs: Pick<ResolvedInputs, "from">,
): ProblemText {
  const place = template.place(["steps", index, "with", ...finding.path]);
  const names = inputsBehind(step.with, finding);
  const from = names.map((name) => {
    const source = inputs.from.get(name);
    return source === undefined ? `${name}, which has no value` : `${name}, from ${source}`;
  });
  return {
    what: `${place}: ${finding.what}${names.length === 0 ? "" : ` (${from.join("; ")})`}`,
    fromInput: names.length > 0,
  };
}

/** The inputs that supplied the wrong value, which may be one entry of a list from a single reference. */
function inputsBehind(values: unknown, finding: Finding): readonly string[] {
  // A rule over all values has no path; a key that is not in the template comes from no input.
  for (let end = finding.path.length; end >= Math.min(1, finding.path.length); end -= 1) {
    const written = valueAt(values, finding.path.slice(0, end));
    if (written !== undefined) return stringsIn(written).flatMap(({ text }) => inputsOf(readReferences(text)));
  }
  return [];
}

function failure(code: "input-invalid" | "template-invalid", problems: readonly string[], file: string): SetupError {
  const fix =
    code === "input-invalid"
      ? `Change the value of the input, or correct ${file}.`
      : `Correct ${file}, then run the same command again.`;
  return new SetupError({ code, exitCode: EXIT.usage, what: problems.join("\n"), fix: [fix] });
}
