import type { Argument, Option } from "commander";
import { SECRET_TYPES } from "../../template/document/secret-types.js";
import { listTemplates } from "../../template/find.js";
import type { OptionInput } from "../inputs/input-option.js";
import type { FaultNames } from "../arguments/fault-option.js";
import { TEMPLATES } from "../arguments/template-folder.js";
import { UNCHECKED } from "../arguments/values.js";
import { NOTHING, plain, type Candidate, type Suggestions } from "./suggestions.js";
import type { TemplateWords } from "./template-words.js";

/** What the command line so far says about the values that can follow. */
export interface Context {
  /** The IdP whose command it is; undefined for other commands. */
  readonly idp: string | undefined;
  readonly template: TemplateWords;
  /** Names of the faults that its simulated tenant knows. */
  readonly faults: FaultNames;
  /** Names of the set-ups that this machine remembers. */
  readonly setups: readonly string[];
}

/** What can stand for a placeholder: `<step-ids>`. */
interface ValueKind {
  readonly candidates: (context: Context) => readonly Candidate[];
  /** Several values with commas. */
  readonly list?: boolean;
}

const templates: ValueKind = { candidates: ({ idp }) => plain(templateNames(idp)) };

/** By the placeholder in an option's or argument's help. */
const KINDS: Readonly<Record<string, ValueKind>> = {
  "name|file": templates,
  template: templates,
  templates,
  "step-ids": { candidates: ({ template }) => template.steps, list: true },
  what: { candidates: () => plain(UNCHECKED), list: true },
  spec: { candidates: ({ faults }) => plain([...faults.lasting, ...faults.requests.map((name) => `${name}@`)]) },
  "name=value": {
    candidates: ({ template }) =>
      template.inputs.filter(isOpen).map(({ name, prompt }) => ({ value: `${name}=`, about: prompt })),
  },
  "set-ups": { candidates: ({ setups }) => plain(setups) },
};

/** What can be the value of an option, or an argument. */
export function valuesOf(place: Option | Argument, current: string, context: Context): Suggestions {
  if (place.argChoices !== undefined) return { candidates: plain(place.argChoices), files: false };
  const placeholder = placeholderOf(place);
  const kind = KINDS[placeholder];
  const files = /\b(?:file|templates?)\b/.test(placeholder);
  if (kind === undefined) return { ...NOTHING, files };
  const candidates = kind.candidates(context);
  return { candidates: kind.list === true ? listed(candidates, current) : candidates, files };
}

/** The bundled templates; for an IdP only its own, which are named after it (`senhasegura/okta-catalog`). */
function templateNames(idp: string | undefined): string[] {
  return listTemplates(TEMPLATES).filter((name) => {
    const [, own = ""] = name.split("/");
    return idp === undefined || own === idp || own.startsWith(`${idp}-`);
  });
}

/** Secrets are never taken from the command line. */
function isOpen({ type }: OptionInput): boolean {
  return !SECRET_TYPES.some((secret) => secret === type);
}

/** The values of a list that are not in it yet, behind those that are. */
function listed(candidates: readonly Candidate[], current: string): Candidate[] {
  const earlier = current.slice(0, current.lastIndexOf(",") + 1);
  const taken = new Set(earlier.split(","));
  return candidates
    .filter(({ value }) => !taken.has(value))
    .map(({ value, about }) => ({ value: earlier + value, about }));
}

function placeholderOf(place: Option | Argument): string {
  const flags = "flags" in place ? place.flags : `<${place.name()}>`;
  return /[<[]([^>\]]+)[>\]]/.exec(flags)?.[1] ?? "";
}
