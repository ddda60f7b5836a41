import { Option } from "commander";
import { plainText } from "../../base/text.js";
import type { TemplateInput } from "../../template/document/schema.js";
import { SECRET_TYPES } from "../../template/document/secret-types.js";
import { envName, flagName } from "../../template/inputs/input-names.js";
import { collect } from "../arguments/values.js";

/** What an option needs to know about an input of a template. */
export type OptionInput = Pick<TemplateInput, "name" | "type" | "prompt"> & { readonly example?: unknown };

/** The flag of a template's input, with its environment variable in brackets. */
export function inputOption(input: OptionInput): Option {
  const flag = flagName(input);
  const about = plainText(`${input.prompt} (${envName(input)})`);
  if (SECRET_TYPES.some((type) => type === input.type))
    return new Option(`${flag} <file|->`, input.type === "oauth-token" ? `${about}; fetched if not given` : about);
  if (input.type === "groups") return new Option(`${flag} <name>`, `${about}; repeatable`).argParser(collect);
  const example = typeof input.example === "string" ? `, for example ${plainText(input.example)}` : "";
  return new Option(`${flag} <${input.type}>`, about + example);
}
