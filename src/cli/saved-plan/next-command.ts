import type { SetupOptions } from "../arguments/options.js";
import type { SetupRun } from "../run/setup-run.js";
import { shellWord } from "../terminal/shell-word.js";
import type { KeptPlan } from "./format/kept-plan.js";
import { bundledName } from "./save.js";

/**
 * The command that applies a plan as it was kept: with what is never taken from its file, as far as flags gave it. How to sign in
 * and secrets are left to whoever applies it.
 */
export function applyCommand<Tenant, Options extends SetupOptions>(
  { idp, io, options, template }: SetupRun<Tenant, Options>,
  { file, digest }: KeptPlan,
): string {
  const words = [
    ...["total-setup", idp.name, "apply", "--plan", file, "--confirm-plan", digest],
    ...idp.tenantFlags(options),
    ...(bundledName(template.file) === undefined ? ["--template", template.file] : []),
    ...(options.confirm === undefined ? [] : ["--confirm", options.confirm]),
  ];
  return words.map((word) => shellWord(word, io.platform)).join(" ");
}
