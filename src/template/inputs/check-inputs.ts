import type { Finding } from "../document/issues.js";
import { flagName } from "./input-names.js";
import { urlProblem } from "./input-values.js";
import { nearest, quoted } from "../document/problems.js";
import { inputsOf, readReferences } from "../document/references.js";
import { isSecret, type TemplateInput, type TokenInput } from "../document/schema.js";

type Inputs = ReadonlyMap<string, TemplateInput>;

/**
 * What is wrong with the inputs of a template, in addition to the schema of each.
 *
 * @param taken - flags that the command line already has
 */
export function checkInputs(inputs: Inputs, taken: readonly string[] = []): readonly Finding[] {
  return [
    ...[...inputs.values()].flatMap((input) => checkDefault(input, inputs)),
    ...sameFlags(inputs, taken),
    ...cycles(inputs),
  ];
}

function checkDefault(input: TemplateInput, inputs: Inputs): readonly Finding[] {
  if (input.type === "oauth-token") return checkToken(input, inputs);
  if (isSecret(input)) return [];
  if (input.type === "groups") {
    const target = defaultReference(input);
    if (target === undefined) return [];
    const found = inputs.get(target);
    const names = [...inputs.values()].filter(({ type }) => type === "groups").map(({ name }) => name);
    if (found === undefined)
      return [
        at(input, "default", `unknown input ${quoted(target)}. ${nearest(target, names, "The groups inputs are")}`),
      ];
    return found.type === "groups"
      ? []
      : [at(input, "default", `${quoted(target)} has the type ${found.type}, not groups`)];
  }
  return (["default", "example"] as const).flatMap((key) => {
    const text = input[key];
    if (text === undefined) return [];
    const reference = readReferences(text);
    if (inputsOf(reference).length > 0 || reference.open) {
      return [at(input, key, "only the default of a groups input can refer to another input")];
    }
    const problem = input.type === "url" ? urlProblem(text) : undefined;
    return problem === undefined ? [] : [at(input, key, problem)];
  });
}

/** The inputs that a token is fetched with must exist and have the right types. */
function checkToken(input: TokenInput, inputs: Inputs): readonly Finding[] {
  const takes = { tokenUrl: ["url", "text"], clientId: ["text"], clientSecret: ["secret"] } as const;
  const references = (["tokenUrl", "clientId", "clientSecret"] as const).flatMap((key) => {
    const reference = readReferences(input[key]);
    if (reference.open) return [at(input, key, 'a "${" without a "}"')];
    return inputsOf(reference).flatMap((name) => {
      const found = inputs.get(name);
      if (found === undefined) {
        const names = [...inputs.values()].filter(({ type }) => takes[key].some((one) => one === type));
        return [
          at(
            input,
            key,
            `unknown input ${quoted(name)}. ${nearest(
              name,
              names.map((one) => one.name),
              "The possible inputs are",
            )}`,
          ),
        ];
      }
      if (takes[key].some((one) => one === found.type)) return [];
      return [at(input, key, `${quoted(name)} has the type ${found.type}, not ${takes[key].join(" or ")}`)];
    });
  });
  const problem = inputsOf(readReferences(input.tokenUrl)).length === 0 ? urlProblem(input.tokenUrl) : undefined;
  return problem === undefined ? references : [...references, at(input, "tokenUrl", problem)];
}

function sameFlags(inputs: Inputs, taken: readonly string[]): readonly Finding[] {
  const owners = new Map<string, string>();
  return [...inputs.values()].flatMap((input): readonly Finding[] => {
    const flag = flagName(input);
    const owner = owners.get(flag);
    owners.set(flag, owner ?? input.name);
    if (taken.includes(flag)) {
      const what = `the input ${quoted(input.name)} would use the flag ${flag}, which the command already has`;
      return [{ path: ["inputs", input.name], at: "key", what }];
    }
    if (owner === undefined) return [];
    return [
      {
        path: ["inputs", input.name],
        at: "key",
        what: `the input ${quoted(input.name)} has the same flag as ${quoted(owner)}: ${flag}`,
      },
    ];
  });
}

/** Each cycle of defaults once, at its first input in the file. */
function cycles(inputs: Inputs): readonly Finding[] {
  const told = new Set<string>();
  return [...inputs.values()].flatMap((input) => {
    const way = [input.name];
    for (let next = following(input); next !== undefined && !told.has(next.name); next = following(next)) {
      if (next.name === input.name) {
        for (const name of way) told.add(name);
        return [at(input, "default", `the defaults form a cycle: ${[...way, input.name].join(", ")}`)];
      }
      // A cycle that does not include this input is reported where it begins.
      if (way.includes(next.name)) return [];
      way.push(next.name);
    }
    return [];
  });

  function following(input: TemplateInput): TemplateInput | undefined {
    const name = defaultReference(input);
    return name === undefined ? undefined : inputs.get(name);
  }
}

/** The other input that is the default of a groups input. */
export function defaultReference(input: TemplateInput): string | undefined {
  if (input.type !== "groups" || typeof input.default !== "string") return undefined;
  return readReferences(input.default).whole;
}

function at(input: TemplateInput, key: string, what: string): Finding {
  return { path: ["inputs", input.name, key], at: "value", what };
}
