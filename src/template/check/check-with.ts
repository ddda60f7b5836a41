import type { Path } from "../document/document.js";
import { type Finding, withFindings } from "../document/issues.js";
import type { InputValue } from "../inputs/input-values.js";
import { nearest, quoted } from "../document/problems.js";
import { inputsOf, readReferences, stringsIn, substitute } from "../document/references.js";
import { Secret } from "../../base/secret.js";
import { isSecret, type InputType, type TemplateInput } from "../document/schema.js";
import type { KindShape } from "../document/template.js";

type Inputs = ReadonlyMap<string, TemplateInput>;

interface WithReference {
  readonly path: Path;
  readonly inputs: readonly TemplateInput[];
}

/**
 * What is wrong with a step's `with` before any input has a value: references that cannot work, keys that the kind does not
 * accept, values of the wrong type. Everything is checked again with the inputs.
 */
export function checkWith(
  values: Readonly<Record<string, unknown>>,
  kind: KindShape,
  inputs: Inputs,
): readonly Finding[] {
  const strings = stringsIn(values);
  const broken = strings.flatMap(({ path, text }) => checkReferences(text, path, inputs));
  return broken.length > 0 ? broken : checkShape(values, kind, inputs);
}

function checkReferences(text: string, path: Path, inputs: Inputs): readonly Finding[] {
  const reference = readReferences(text);
  const finding = (what: string): Finding => ({ path, at: "value", what });
  const unclosed = reference.open ? [finding('a "${" without a "}". To write the characters themselves, use $${')] : [];
  const names = inputsOf(reference).flatMap((name) => {
    const input = inputs.get(name);
    if (input === undefined)
      return [finding(`unknown input ${quoted(name)}. ${nearest(name, [...inputs.keys()], "The inputs are")}`)];
    if (reference.whole !== undefined || (!isSecret(input) && input.type !== "groups")) return [];
    const why = isSecret(input) ? "a secret cannot be part of a longer text" : "a list cannot be part of a longer text";
    return [finding(`${quoted(name)} has the type ${input.type}, and ${why}: it must be the whole value`)];
  });
  return [...unclosed, ...names];
}

/** Checks against the kind's schema with a sample for each input, and reports only what does not depend on the samples. */
function checkShape(values: Readonly<Record<string, unknown>>, kind: KindShape, inputs: Inputs): readonly Finding[] {
  const sample = substitute(values, (name) => {
    const input = inputs.get(name);
    return input === undefined ? undefined : SAMPLES[input.type];
  });
  const checked = kind.schema.safeParse(sample);
  if (checked.success) return [];
  const references = stringsIn(values).flatMap(({ path, text }): readonly WithReference[] => {
    const named = inputsOf(readReferences(text)).flatMap((name) => inputs.get(name) ?? []);
    return named.length === 0 ? [] : [{ path, inputs: named }];
  });
  return checked.error.issues.flatMap((issue) => {
    const about = references.find(({ path }) => startsWith(issue.path, path));
    if (about !== undefined) return issue.code === "invalid_type" ? [wrongInput(about, kind, sample, issue)] : [];
    const overSamples = issue.code === "custom" && references.some(({ path }) => startsWith(path, issue.path));
    return overSamples ? [] : withFindings([issue], kind.schema, sample);
  });
}

function wrongInput(
  about: WithReference,
  kind: KindShape,
  sample: unknown,
  issue: Parameters<typeof withFindings>[0][number],
): Finding {
  const named = about.inputs.map((input) => `${quoted(input.name)} has the type ${input.type}`).join(" and ");
  const what = withFindings([issue], kind.schema, sample)[0]?.what ?? "the input has the wrong type";
  return { path: about.path, at: "value", what: `${what}: ${named}` };
}

function startsWith(path: Path, start: Path): boolean {
  return start.every((key, index) => path[index] === key);
}

const SAMPLES: Readonly<Record<InputType, InputValue>> = {
  url: "https://example.invalid/scim/v2",
  text: "example",
  groups: ["example"],
  secret: new Secret("example"),
  "oauth-token": new Secret("example"),
};
