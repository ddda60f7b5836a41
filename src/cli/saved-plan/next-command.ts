import type { IdpName } from "../../base/idp-name.js";
import type { Io } from "../terminal/io.js";
import { launcherOf } from "../terminal/launcher.js";
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
  readonly io: Io;
}

/**
 * The command that applies a saved plan, with the flags for what is never taken from its file. Sign-in and secrets are left to whoever
 * applies it.
 */
export function applyCommand({ file, digest }: KeptPlan, applying: Applying): string {
  const { idp, template, tenantFlags, confirm, io } = applying;
  const words = [
    ...[...launcherOf(io), idp, "apply", "--plan", file, "--confirm-plan", digest],
    ...tenantFlags,
    ...(bundledName(template) === undefined ? ["--template", template] : []),
    ...(confirm === undefined ? [] : ["--confirm", confirm]),
  ];
  return words.map((word) => shellWord(word, io.platform)).join(" ");
}
