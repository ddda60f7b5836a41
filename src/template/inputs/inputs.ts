import { EXIT, SetupError } from "../../base/errors.js";
import { count } from "../../base/text.js";
import { visibleName } from "../../setup/proof/group-names.js";
import type { Warning } from "../../setup/model/plan.js";
import { defaultReference } from "./check-inputs.js";
import { envName, flagName } from "./input-names.js";
import { checkSources, givenFor, listed, type GivenInput, type InputSources } from "./input-sources.js";
import { readInputValue, type InputValue } from "./input-values.js";
import { isSecret, type TemplateInput, type TokenInput } from "../document/schema.js";
import type { Template } from "../document/template.js";
import {
  clientSecretsOf,
  isTokenInput,
  servingOnly,
  sourcesOf,
  tokenRequest,
  type TokenRequest,
} from "./token-request.js";

interface ResolveOptions {
  /** Read-only commands work without secrets: a missing one is neither asked for nor an error. */
  readonly secretsOptional?: boolean;
  /** An input's example wins over its default, as in a dry run with the built-in users. */
  readonly exampleFirst?: boolean;
}

/** Where the value of an input comes from that a dry run took from the template's example. */
export const EXAMPLE = "the template's example";

/** The values of a template's inputs, each with its source. */
export interface ResolvedInputs {
  /** By input name, without missing optional secrets. */
  readonly values: ReadonlyMap<string, InputValue>;
  /** By input name: `--scim-base-url`, `TOTAL_SETUP_SCIM_BASE_URL`, `inputs.yaml:3:9`, `the template's default`, ... */
  readonly from: ReadonlyMap<string, string>;
  /** What was changed in the provided values, one sentence each. */
  readonly notices: readonly string[];
  /** Tokens that must be fetched: this folder has no network access. */
  readonly fetches: readonly TokenRequest[];
  /** Warnings about values that can still be used, by input name. */
  readonly warnings?: ReadonlyMap<string, Warning>;
}

/**
 * Finds the value of every input: its flag (or `--set`), otherwise its environment variable, the inputs file, the template's
 * default, or the user's answer, in this order.
 *
 * @throws SetupError (exit 64): `input-missing` with every missing input, `input-invalid`, `input-unknown`, `input-twice`,
 * `secret-on-argv`, `secret-in-file`
 */
export async function resolveInputs(
  template: Pick<Template, "inputs" | "steps">,
  sources: InputSources,
  options: ResolveOptions = {},
): Promise<ResolvedInputs> {
  checkSources(template.inputs, sources);
  const given = new Map(template.inputs.map((input) => [input.name, givenOrDefault(input, sources, options)]));
  const values = new Map<string, InputValue>();
  const from = new Map<string, string>();
  const notices: string[] = [];
  const missing: TemplateInput[] = [];
  const clientSecrets = clientSecretsOf(template.inputs);

  const keep = (input: TemplateInput, found: GivenInput): void => {
    const use = clientSecrets.has(input.name) ? "client-secret" : "bearer-token";
    const value = withRequired(input, readInputValue(input, found.given, found.from, { use, notices }), notices);
    values.set(input.name, value);
    from.set(input.name, found.from);
  };
  // Provided values are checked before any question: a mistake must not cost the user their answers.
  for (const input of template.inputs) {
    const found = given.get(input.name);
    if (found !== undefined) keep(input, found);
  }
  const without = template.inputs.filter((input) => !values.has(input.name));
  const tokens = template.inputs.filter(isTokenInput);
  const served = options.secretsOptional === true ? tokens : tokens.filter(({ name }) => values.has(name));
  const needless = servingOnly(served, template);
  for (const input of without.filter((one) => defaultReference(one) === undefined)) {
    if (isTokenInput(input) || needless.has(input.name)) continue;
    if (isSecret(input) && options.secretsOptional === true) continue;
    const answer = await sources.ask?.(input);
    if (answer === undefined) missing.push(input);
    else keep(input, { given: typeof answer === "string" ? listed(input, answer) : answer, from: "your answer" });
  }
  if (missing.length > 0)
    throw missingInputs(
      missing,
      tokens.filter(({ name }) => !values.has(name)),
    );
  for (const input of without) {
    const source = referenced(input, template.inputs, values);
    if (source !== undefined) keep(input, { given: values.get(source) ?? [], from: `the value of ${source}` });
  }
  const fetches = without.filter(isTokenInput).flatMap((input) => tokenRequest(input, values) ?? []);
  return { values, from, notices, fetches };
}

function givenOrDefault(input: TemplateInput, sources: InputSources, options: ResolveOptions): GivenInput | undefined {
  const given = givenFor(input, sources);
  if (given !== undefined || isSecret(input)) return given;
  if (options.exampleFirst === true && input.example !== undefined) {
    return { given: input.example, from: EXAMPLE };
  }
  if (input.default === undefined || defaultReference(input) !== undefined) return undefined;
  return { given: input.default, from: "the template's default" };
}

/** The input at the end of a chain of defaults: the template was checked to have no cycle. */
function referenced(
  input: TemplateInput,
  inputs: readonly TemplateInput[],
  values: ReadonlyMap<string, InputValue>,
): string | undefined {
  const name = defaultReference(input);
  if (name === undefined || values.has(name)) return name;
  const next = inputs.find((one) => one.name === name);
  return next === undefined ? undefined : referenced(next, inputs, values);
}

function withRequired(input: TemplateInput, value: InputValue, notices: string[]): InputValue {
  if (input.type !== "groups" || !Array.isArray(value)) return value;
  const names = value as readonly string[];
  const absent = (input.includes ?? []).filter(
    (name) => !names.some((given) => visibleName(given) === visibleName(name)),
  );
  for (const name of absent) notices.push(`Added ${name}: the guide requires it.`);
  return [...absent, ...names];
}

function missingInputs(inputs: readonly TemplateInput[], tokens: readonly TokenInput[]): SetupError {
  const ready = tokens.filter((token) => inputs.some(({ name }) => sourcesOf(token).includes(name)));
  const ways = inputs.map((input) => `${input.prompt} (${flagName(input)} or ${envName(input)})`);
  return new SetupError({
    code: "input-missing",
    exitCode: EXIT.usage,
    what: `${count(inputs.length, "input is", "inputs are")} missing: ${ways.join(", ")}`,
    fix: [
      ...inputs.map((input) =>
        isSecret(input)
          ? `Use ${flagName(input)} FILE (or - for standard input), or set ${envName(input)}.`
          : `Use ${flagName(input)}, set ${envName(input)}, or add ${input.name} to the inputs file.`,
      ),
      ...ready.map((token) => `Or provide the token itself, ${token.prompt}: ${flagName(token)} FILE (or -).`),
    ],
  });
}
