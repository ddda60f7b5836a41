import type { IdpName } from "../../base/idp-name.js";
import { shellWord } from "../terminal/shell-word.js";
import type { KeptPlan } from "./format/kept-plan.js";
import { bundledName } from "./save.js";

interface Applying {
  readonly idp: IdpName;
  /** Path of the template's file. */
  readonly template: string;
  /** The flags that named the tenant. */
  readonly tenantFlags: readonly string[];
  /** The value of `--confirm`. */
  readonly confirm: string | undefined;
  /** Node's name of the operating system. */
  readonly platform: string;
}

/**
 * The command that applies a saved plan, with the flags for what is never taken from its file. Sign-in and secrets are left to whoever
 * applies it.
 */
export function applyCommand({ file, digest }: KeptPlan, applying: Applying): string {
  const { idp, template, tenantFlags, confirm, platform } = applying;
  const words = [
    ...["total-setup", idp, "apply", "--plan", file, "--confirm-plan", digest],
    ...tenantFlags,
    ...(bundledName(template) === undefined ? ["--template", template] : []),
    ...(confirm === undefined ? [] : ["--confirm", confirm]),
  ];
  return words.map((word) => shellWord(word, platform)).join(" ");
}
