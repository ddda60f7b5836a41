import type { TemplateInput } from "../document/schema.js";
import { SECRET_TYPES } from "../document/secret-types.js";

type Named = Pick<TemplateInput, "name" | "type">;

/**
 * The flag of an input: `--scim-base-url`; for a secret `--scim-token-file`, which takes a file or `-`, because all users of the
 * machine can read a command line; for groups the singular, repeatable: `--group` for `groups`.
 */
export function flagName(input: Named): string {
  const words = kebab(input.name);
  if (SECRET_TYPES.some((type) => type === input.type)) return `--${words}-file`;
  return `--${input.type === "groups" ? words.replace(/(?<=[a-z0-9])s$/, "") : words}`;
}

/** The environment variable of an input: `TOTAL_SETUP_SCIM_BASE_URL`. */
export function envName(input: Pick<TemplateInput, "name">): string {
  return `TOTAL_SETUP_${kebab(input.name).replaceAll("-", "_").toUpperCase()}`;
}

function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
