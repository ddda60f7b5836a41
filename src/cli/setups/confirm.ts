import { EXIT, SetupError } from "../../base/errors.js";
import { plainText } from "../../base/text.js";
import type { CommandAction } from "../arguments/run-action.js";
import type { RememberedSetup } from "../run/remembered.js";
import type { Io } from "../terminal/io.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { listed } from "./choose.js";
import { confirmedName, tenantInFull } from "./names.js";
import type { UsedSetup } from "./use.js";

interface Naming {
  readonly io: Io;
  readonly idp: { readonly tenantWord: string; readonly tenantNaming: string };
  readonly action: CommandAction;
  readonly options: { readonly yes: boolean; readonly json: boolean; readonly input: boolean };
}

const WRITING: readonly CommandAction[] = ["apply", "undo", "rotate-token"];

/** Whether a command writes in a tenant. */
export function isWriting(action: CommandAction): boolean {
  return WRITING.includes(action);
}

/** Whether somebody can be asked for the tenant's name: with --yes and with --json nobody is. */
export function canConfirm({ io, options: { yes, json, input } }: Pick<Naming, "io" | "options">): boolean {
  return !yes && !json && canAsk(io, input);
}

/**
 * Has the name of a remembered tenant typed, before anything is sent there.
 *
 * @throws SetupError `tenant-not-named` (exit 64) where nobody can be asked; `declined` (exit 1) for anything but the name
 */
export async function confirmTenant({ setup, name }: UsedSetup, naming: Naming): Promise<void> {
  const { io, idp, action } = naming;
  if (!canConfirm(naming)) throw tenantNotNamed([setup], [setup], naming);
  const wanted = confirmedName(setup);
  // A question that is longer than a line is drawn anew with every key.
  io.stderr.write(
    `No ${idp.tenantWord} is named. The remembered set-up ${name} is for the ${idp.tenantWord}\n  ${tenantInFull(setup)}\n`,
  );
  const typed = await terminalPrompts(io).approval(
    `To run ${action} there, type the name of the ${idp.tenantWord} ("${wanted}")`,
  );
  if (typed.toLowerCase() === wanted.toLowerCase()) return;
  throw new SetupError({
    code: "declined",
    exitCode: EXIT.failed,
    what: `Cancelled: you did not type "${wanted}"; nothing was sent or changed`,
    fix: [`Name the ${idp.tenantWord} you mean: ${idp.tenantNaming}.`],
  });
}

/** The error for a run that would write to a tenant that nobody named. */
export function tenantNotNamed(
  fitting: readonly RememberedSetup[],
  all: readonly RememberedSetup[],
  { idp, options: { yes, json } }: Naming,
): SetupError {
  const why = yes ? "with --yes" : json ? "with --json" : "without a terminal";
  return new SetupError({
    code: "tenant-not-named",
    exitCode: EXIT.usage,
    what: plainText(
      `No ${idp.tenantWord} is named${fitting.length === 0 ? "" : `; this machine remembers ${listed(fitting, all)}`}`,
    ),
    why: `a remembered tenant or a sign-in does not decide where something is written ${why}, where its name cannot be confirmed`,
    fix: [`Name the ${idp.tenantWord}: ${idp.tenantNaming}.`],
    refused: true,
  });
}
