import { resolve } from "node:path";
import { SetupError } from "../../base/errors.js";
import type { Scrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { RunResult } from "../../setup/model/run-result.js";
import type { Template } from "../../template/document/template.js";
import type { Binding } from "../../template/bind.js";
import { isSecret } from "../../template/document/schema.js";
import type { RunAction } from "../arguments/run-action.js";
import type { Unchecked } from "../arguments/values.js";
import type { RememberedApp, RememberedSetup, RememberedTenant } from "../run/remembered.js";
import { templateDigest } from "../saved-plan/format/digest.js";
import { bundledName } from "../saved-plan/save.js";
import type { Io } from "../terminal/io.js";
import { isSimulated } from "./choose.js";
import { nameOfSetup } from "./names.js";
import { isSameSetup, readSetups, removeSetup, writeSetup } from "./store.js";
import type { UsedSetup } from "./use.js";

/** What a run leaves to be remembered. */
export interface EndedRun {
  readonly io: Io;
  readonly action: RunAction;
  readonly identity: TenantIdentity;
  readonly details: Pick<RememberedTenant, "domain" | "cloud">;
  readonly template: Template;
  readonly inputs: Pick<Binding, "values" | "from">;
  readonly app: RememberedApp | undefined;
  /** How it signed in, as `--sign-in` names it. */
  readonly way: string;
  readonly allowUnchecked: readonly Unchecked[];
  readonly result: Pick<RunResult, "outcome" | "undo">;
  /** Whether the run changed anything. */
  readonly hasWritten: boolean;
  /** The set-up that was used. */
  readonly used: UsedSetup | undefined;
  /** Whether a simulated tenant is remembered, too. */
  readonly simulatedToo: boolean;
  readonly scrubber: Scrubber;
  /** ISO time. */
  readonly now: string;
}

/**
 * Remembers the set-up that a run made or changed, and forgets the one whose app it removed.
 *
 * @returns what to say about it; undefined when there is nothing new
 */
export function keepSetup(run: EndedRun): string | undefined {
  try {
    return run.action === "undo" ? forgetUndone(run) : remember(run);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    const { why = "" } = error;
    return `This set-up was not remembered: ${error.what}${why === "" ? "" : ` (${why})`}. ${error.fix.join(" ")}`;
  }
}

function remember(run: EndedRun): string | undefined {
  const { io, used } = run;
  const setup = setupOf(run);
  if (setup === undefined) return undefined;
  const all = readSetups(io);
  const known = all.find((one) => isSameSetup(one, setup));
  const isRotation = run.action === "rotate-token";
  // It may run with the template's default groups, which are not the set-up's.
  if (isRotation && known === undefined) return undefined;
  const { rememberedAt = setup.rememberedAt } = known ?? {};
  const inputs = isRotation ? { ...known?.inputs, ...inputsOf(run, isGiven) } : setup.inputs;
  writeSetup(io, { ...setup, inputs, rememberedAt, app: keptApp(setup, known) });
  // Its app is gone: the run found or made another one in its place.
  if (used !== undefined && !isSameSetup(used.setup, setup) && isInPlaceOf(setup, used.setup))
    removeSetup(io, used.setup);
  if (known !== undefined) return undefined;
  return `Remembered as ${nameOfSetup(setup, [...all.filter((one) => one !== used?.setup), setup])}: the next plan and verify need no inputs, only tokens. See total-setup setups.`;
}

/** Once chosen, an app stays chosen. */
function keptApp({ app }: RememberedSetup, known: RememberedSetup | undefined): RememberedApp {
  return { ...app, chosen: app.chosen || known?.app.chosen === true };
}

function isInPlaceOf(one: RememberedSetup, other: RememberedSetup): boolean {
  return (
    !other.app.chosen &&
    one.idp === other.idp &&
    one.tenant.id.toLowerCase() === other.tenant.id.toLowerCase() &&
    one.template.name === other.template.name &&
    one.template.file === other.template.file
  );
}

/** The set-up as it is after the run; undefined for one that is not remembered. */
function setupOf(run: EndedRun): RememberedSetup | undefined {
  const { identity, details, template, app, way, allowUnchecked, simulatedToo, now } = run;
  const { id, url, name } = identity;
  const isCarriedOut = run.hasWritten || !["failed", "interrupted", "changes-pending"].includes(run.result.outcome);
  // Without an ID nothing could be compared later.
  if (app === undefined || id === undefined || id === "" || !isCarriedOut) return undefined;
  if (isSimulated({ url }) && !simulatedToo) return undefined;
  return {
    idp: identity.idp,
    tenant: { url, id, ...(name === undefined ? {} : { name }), ...details },
    template: {
      name: template.name,
      ...(bundledName(template.file) === undefined
        ? { file: resolve(template.file), sha256: templateDigest(template.file) }
        : {}),
    },
    app,
    inputs: inputsOf(run),
    signIn: way,
    allowUnchecked: [...allowUnchecked],
    rememberedAt: now,
    updatedAt: now,
  };
}

/** Without secrets, without values that hold one, and without those that follow another input's. */
function inputsOf(
  { template, inputs: { values, from }, scrubber }: EndedRun,
  counts: (from: string) => boolean = () => true,
): RememberedSetup["inputs"] {
  return Object.fromEntries(
    template.inputs.flatMap((input) => {
      const value = values.get(input.name);
      if (value === undefined || value instanceof Secret || isSecret(input)) return [];
      const source = from.get(input.name) ?? "";
      if (source.startsWith("the value of ") || !counts(source)) return [];
      const text = JSON.stringify(value);
      return scrubber.scrub(text) === text ? [[input.name, value] as const] : [];
    }),
  );
}

function isGiven(from: string): boolean {
  return from !== "the template's default";
}

function forgetUndone({ io, result, identity, template, simulatedToo }: EndedRun): string | undefined {
  if (isSimulated(identity) && !simulatedToo) return undefined;
  const removed = new Set(
    (result.undo ?? [])
      .filter(({ done, state }) => state === "undone" && done.action === "create")
      .flatMap(({ done }) => done.resource.id ?? []),
  );
  if (removed.size === 0 || identity.id === undefined) return undefined;
  const all = readSetups(io);
  const gone = all.find(
    (setup) =>
      setup.idp === identity.idp &&
      setup.tenant.id.toLowerCase() === identity.id?.toLowerCase() &&
      setup.template.name === template.name &&
      removed.has(setup.app.id),
  );
  if (gone === undefined) return undefined;
  removeSetup(io, gone);
  return `Its app is gone: the set-up ${nameOfSetup(gone, all)} is no longer remembered.`;
}
