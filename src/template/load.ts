import { checkInputs } from "./inputs/check-inputs.js";
import { checkSecrets } from "./check/check-secrets.js";
import { checkSteps } from "./check/check-steps.js";
import { readDocument, type SourceDocument } from "./document/document.js";
import { findingsOf, type Finding } from "./document/issues.js";
import { fileError, inOrder, placeText, type Problem } from "./document/problems.js";
import { valueAt } from "./document/schema-walk.js";
import { templateSchema, type TemplateFile, type TemplateInput } from "./document/schema.js";
import type { KindShape, Template } from "./document/template.js";

const CODE = "template-invalid";

/**
 * Reads a template and checks everything that can be checked without the administrator's values.
 *
 * @param file - its name, for the places in errors
 * @param kinds - the step kinds that its steps may use
 * @param flags - by IdP: flags of the command line, which no input may use
 * @throws SetupError `template-invalid` (exit 64) with every problem as `file:line:col: ...`, one per line
 */
export function loadTemplate(text: string, file: string, kinds: readonly KindShape[], flags: Flags = {}): Template {
  const read = readTemplate(text, file, kinds, flags);
  if (read.problems !== undefined) throw fileError(CODE, file, read.problems);
  return read.template;
}

type Flags = Partial<Readonly<Record<Template["idp"], readonly string[]>>>;
type ReadTemplate =
  | { readonly template: Template; readonly problems?: never }
  | { readonly template?: never; readonly problems: readonly Problem[] };

/** Reads a template, and returns all problems in the order of the file instead of an error. */
export function readTemplate(text: string, file: string, kinds: readonly KindShape[], flags: Flags = {}): ReadTemplate {
  const read = readDocument(text);
  if (read.problems !== undefined) return { problems: inOrder(read.problems) };
  const { document } = read;

  const checked = templateSchema.safeParse(document.value);
  const secrets = checkSecrets(document.value);
  if (!checked.success) {
    const findings = findingsOf(checked.error.issues, templateSchema, document.value);
    const told = findings.map((one) => explainSecret(one, document.value));
    return { problems: problemsOf([...told, ...secrets], document) };
  }

  const inputs = new Map(Object.entries(checked.data.inputs).map(([name, input]) => [name, { ...input, name }]));
  const taken = flags[checked.data.idp] ?? [];
  const findings = [...checkInputs(inputs, taken), ...checkSteps(checked.data, inputs, kinds, document), ...secrets];
  if (findings.length > 0) return { problems: problemsOf(findings, document) };
  return { template: templateOf(checked.data, [...inputs.values()], file, document) };
}

function problemsOf(findings: readonly Finding[], document: SourceDocument): readonly Problem[] {
  return inOrder(findings.map(({ path, at, what }) => ({ place: document.place(path, at), what })));
}

/** A default for a secret is more than an unknown key: says why it is not allowed. */
function explainSecret(finding: Finding, root: unknown): Finding {
  const [top, name, key] = finding.path;
  if (top !== "inputs" || name === undefined || (key !== "default" && key !== "example")) return finding;
  const type = valueAt(root, [top, name, "type"]);
  if (type !== "secret" && type !== "oauth-token") return finding;
  return { ...finding, what: `a secret has no ${key}: anyone could read it in the template` };
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
    ...(data.target === undefined ? {} : { target: data.target }),
    inputs,
    steps: data.steps.map(({ id, guide, title, uses, with: values, console: stop, notes }) => ({
      id,
      guide,
      uses,
      with: values,
      ...(title === undefined ? {} : { title }),
      ...(stop === undefined ? {} : { sharedWith: stop.sharedWith }),
      ...(notes === undefined ? {} : { notes }),
    })),
    file,
    place: (path) => placeText(file, document.place(path)),
  };
}
