import { checkInputs } from "./check-inputs.js";
import { checkSteps } from "./check-steps.js";
import { readDocument } from "./document.js";
import type { SourceDocument } from "./document.js";
import { findingsOf } from "./issues.js";
import type { Finding } from "./issues.js";
import { fileError, placeText } from "./problems.js";
import type { Problem } from "./problems.js";
import { valueAt } from "./schema-walk.js";
import { templateSchema } from "./schema.js";
import type { TemplateFile, TemplateInput } from "./schema.js";
import type { KindShape, Template } from "./template.js";

const CODE = "template-invalid";

/**
 * Reads a template and checks all of it that can be checked without the administrator's values.
 *
 * @param file - its name, for the places in errors
 * @param kinds - the step kinds that its steps may use
 * @throws SetupError `template-invalid` (exit 64) with every problem as `file:line:col: ...`, one a line
 */
export function loadTemplate(text: string, file: string, kinds: readonly KindShape[]): Template {
  const read = readDocument(text);
  if (read.problems !== undefined) throw fileError(CODE, file, read.problems);
  const { document } = read;

  const checked = templateSchema.safeParse(document.value);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, templateSchema, document.value);
    throw fileError(
      CODE,
      file,
      problemsOf(
        findings.map((one) => explainSecret(one, document.value)),
        document,
      ),
    );
  }

  const inputs = new Map(Object.entries(checked.data.inputs).map(([name, input]) => [name, { ...input, name }]));
  const findings = [...checkInputs(inputs), ...checkSteps(checked.data, inputs, kinds, document)];
  if (findings.length > 0) throw fileError(CODE, file, problemsOf(findings, document));
  return templateOf(checked.data, [...inputs.values()], file, document);
}

function problemsOf(findings: readonly Finding[], document: SourceDocument): readonly Problem[] {
  return findings.map(({ path, at, what }) => ({ place: document.place(path, at), what }));
}

/** A default for a secret is more than an unknown key: say why there is none. */
function explainSecret(finding: Finding, root: unknown): Finding {
  const [top, name, key] = finding.path;
  if (top !== "inputs" || name === undefined || (key !== "default" && key !== "example")) return finding;
  if (valueAt(root, [top, name, "type"]) !== "secret") return finding;
  return { ...finding, what: `a secret has no ${key}: it would stand in the template for everybody to read` };
}

function templateOf(
  data: TemplateFile,
  inputs: readonly TemplateInput[],
  file: string,
  document: SourceDocument,
): Template {
  return {
    name: data.template,
    vendor: data.vendor,
    idp: data.idp,
    guide: data.guide,
    inputs,
    steps: data.steps.map(({ id, guide, title, uses, with: values, console: stop }) => ({
      id,
      guide,
      uses,
      with: values,
      ...(title === undefined ? {} : { title }),
      ...(stop === undefined ? {} : { sharedWith: stop.sharedWith }),
    })),
    file,
    place: (path) => placeText(file, document.place(path)),
  };
}
