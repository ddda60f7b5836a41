import type { Command } from "commander";
import { EXIT, SetupError } from "../../base/errors.js";
import { plainText } from "../../base/text.js";
import { isSecret } from "../../template/document/schema.js";
import type { Template } from "../../template/document/template.js";
import { destinationInputs } from "../../template/inputs/destinations.js";
import type { InputsFile } from "../../template/inputs/inputs-file.js";
import type { SetupOptions } from "../arguments/options.js";
import { usageError } from "../arguments/usage.js";
import type { RememberedSetup, TenantMemory } from "../run/remembered.js";
import type { NamedTenant } from "../run/signed-in.js";
import type { Io } from "../terminal/io.js";
import { tenantInFull } from "./names.js";
import type { Recalled } from "./recall.js";

/** The set-up that a command uses. */
export interface UsedSetup {
  readonly setup: RememberedSetup;
  readonly name: string;
  /** Whether the call itself names the tenant. */
  readonly isNamed: boolean;
}

interface Filling<Tenant, Options> {
  readonly memory: TenantMemory<Tenant, Options>;
  readonly env: Io["env"];
  /** Whether a saved plan decides everything but the tenant. */
  readonly planned: boolean;
}

/**
 * Fills the options that were not given from a remembered set-up: the tenant, an app that a person had chosen, the sign-in method,
 * and what may stay unverified.
 */
export function fillOptions<Tenant, Options extends SetupOptions>(
  command: Command,
  { setup, isNamed }: UsedSetup,
  { memory, env, planned }: Filling<Tenant, Options>,
): void {
  const fill = (name: string, value: unknown): void => {
    const source = command.getOptionValueSource(name);
    if (source === undefined || source === "default") command.setOptionValueWithSource(name, value, "remembered");
  };
  const { dryRun } = command.opts<Options>();
  if (setup.allowUnchecked.length > 0 && !planned) fill("allowUnchecked", setup.allowUnchecked);
  // A dry run signs in nowhere, and has an app of its own.
  if (dryRun) return;
  const signIn = memory.signInOf(setup.signIn, command.opts<Options>(), env);
  const tenant = Object.entries(memory.optionsOf(setup.tenant));
  // A tenant that the call names is not named a second time; where it is, may have been left out.
  for (const [name, value] of tenant) if (!isNamed || name === "cloud" || name === "graphUrl") fill(name, value);
  if (signIn !== undefined) fill("signIn", signIn);
  if (planned) return;
  const { appId, newApp } = command.opts<{ readonly appId?: string; readonly newApp?: string | true }>();
  if (setup.app.chosen && appId === undefined && newApp === undefined) fill("appId", setup.app.id);
}

/** The remembered inputs that this template has, as an inputs file of lowest rank. With a saved plan only addresses count. */
export function inputsOf({ setup, name }: UsedSetup, template: Template, planned: boolean): InputsFile {
  const path = planned ? `the remembered set-up ${name} (--fresh ignores it)` : `the remembered set-up ${name}`;
  const destinations = destinationInputs(template);
  const known = template.inputs.filter(
    (input) =>
      !isSecret(input) && Object.hasOwn(setup.inputs, input.name) && (!planned || destinations.has(input.name)),
  );
  return {
    path,
    values: Object.fromEntries(known.map((input) => [input.name, setup.inputs[input.name] ?? ""])),
    places: Object.fromEntries(known.map((input) => [input.name, path])),
  };
}

/** Says in one line which set-up is used, which app it chooses, and what it accepts unverified. */
export function sayUsed({ setup, name }: UsedSetup): string {
  const { app, allowUnchecked } = setup;
  const flags = [
    ...(app.chosen ? [`--app-id ${app.id}`] : []),
    ...(allowUnchecked.length === 0 ? [] : [`--allow-unchecked ${allowUnchecked.join(",")}`]),
  ].join(" ");
  return plainText(`Using the remembered set-up ${name}${flags === "" ? "" : `, with ${flags}`} (--fresh ignores it).`);
}

/**
 * Checks that the words of the command line were read as the parser reads them: a set-up is never chosen by a value that another
 * option has.
 *
 * @throws SetupError `usage` (exit 64)
 */
export function requireSameReading(command: Command, { given }: Recalled, names: readonly string[]): void {
  for (const name of names) {
    const isGiven = command.getOptionValueSource(name) === "cli";
    const value: unknown = isGiven ? command.getOptionValue(name) : undefined;
    if (value === given[name]) continue;
    const flag = command.options.find((one) => one.attributeName() === name)?.long ?? name;
    throw usageError(`${flag} cannot be read for certain`, [`Write it once, as ${flag}=VALUE.`]);
  }
}

/**
 * Checks that the tenant that was signed in to is the remembered one.
 *
 * @throws SetupError `setup-tenant-differs` (exit 64)
 */
export function requireRemembered({ setup, name }: UsedSetup, found: NamedTenant): void {
  if (found.id?.toLowerCase() === setup.tenant.id.toLowerCase()) return;
  const actual = found.id === undefined ? `${found.url}, which tells no ID` : `${found.url} with the ID ${found.id}`;
  throw new SetupError({
    code: "setup-tenant-differs",
    exitCode: EXIT.usage,
    what: `The remembered set-up ${name} is for ${tenantInFull(setup)}, but the sign-in is for ${actual}`,
    why: "its inputs belong to another tenant; nothing was sent to the SCIM server, and nothing was changed",
    fix: [
      "Check the address and the sign-in.",
      `If the tenant was replaced: add --fresh, or forget the set-up with total-setup setups forget ${name}`,
    ],
    refused: true,
  });
}
