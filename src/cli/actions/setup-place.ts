import { EXIT, SetupError } from "../../base/errors.js";
import { targetAddress, type Connection, type TargetAddress } from "../../template/connection.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { Template } from "../../template/document/template.js";
import type { Directory } from "../../sandbox/people/person.js";
import {
  chooseDirectory,
  chosenGroups,
  placeInGroups,
  requireGroupsInFile,
  type ChosenDirectory,
} from "../rehearsal/directory.js";
import { faultsOf } from "../arguments/fault-option.js";
import type { Fetched } from "../inputs/fetch-token.js";
import { copyTenant } from "../rehearsal/from-tenant.js";
import { placeholderOf } from "../inputs/input-placeholders.js";
import { gatherInputs } from "../inputs/inputs.js";
import type { SetupOptions } from "../arguments/options.js";
import { readOtherTarget } from "../rehearsal/other-target/other-target.js";
import { collectPayloads } from "../rehearsal/payloads.js";
import { findPreviewed } from "../rehearsal/preview.js";
import { isConfirmed } from "../saved-plan/confirm.js";
import { requireNamedTenant } from "../saved-plan/tenant.js";
import { inTemplateGroups } from "../rehearsal/template-groups.js";
import type { Venue, Rehearsal, Running, SetupRun, Watched } from "../run/setup-run.js";

/**
 * Gathers inputs, then sign-in, for a real tenant. Contacts nothing yet but a token endpoint that the template names.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong; those of fetchTokens
 */
export async function realPlace<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
): Promise<Venue<Tenant>> {
  const { io, options, template, raw, idp, saved } = run;
  const confirmed = saved !== undefined && isConfirmed(saved, options.confirmPlan);
  if (saved !== undefined) requireNamedTenant(saved, idp.namedTenant(options, io.env), idp);
  const inputs = await gatherInputs({
    io,
    template,
    options,
    raw,
    secretsOptional: run.action !== "apply" && run.action !== "rotate-token",
    dryRun: false,
    exampleFirst: false,
    ...(saved === undefined ? {} : { saved: { ...saved, confirmed } }),
    // What is taken back stands in the journal: the steps are bound, and their values not used.
    ...(run.action === "undo" ? { ask: (input) => Promise.resolve(placeholderOf(input)) } : {}),
  });
  refuseBaseUrl(run, targetAddress(template, inputs, run.kinds));
  const signedIn = await idp.signIn(run);
  const fetched = run.action === "undo" ? { inputs, secrets: [] } : await withTokens(inputs, run);
  return {
    signedIn: { ...signedIn, secrets: [...signedIn.secrets, ...fetched.secrets] },
    inputs: fetched.inputs,
    notices: [...inputs.notices, ...signedIn.notices],
  };
}

/** The inputs with those tokens that are fetched; the code for that is loaded when there are any. */
async function withTokens<Tenant, Options extends SetupOptions>(
  inputs: ResolvedInputs,
  { io, idp, template, options }: SetupRun<Tenant, Options>,
): Promise<Fetched> {
  if (inputs.fetches.length === 0) return { inputs, secrets: [] };
  const { fetchTokens } = await import("../inputs/fetch-token.js");
  return fetchTokens(inputs, { io, idp: idp.name, template, waitMs: options.wait });
}

/**
 * Gathers inputs and starts a simulated tenant with a target beside it.
 *
 * @throws SetupError (exit 64) naming what is wrong
 */
export async function rehearsalPlace<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
  running: Running,
): Promise<Venue<Tenant>> {
  const { io, options, template, raw, idp } = run;
  const chosen = options.fromTenant ? undefined : await chooseDirectory(options, io);
  const other = await readOtherTarget(io, options, (url) => idp.baseUrlProblem(url, options));
  const inputs = await gatherInputs({
    io,
    template: chosen?.source === "generated" ? choosingAll(template, chosen.directory.groups) : template,
    options,
    raw,
    secretsOptional: true,
    dryRun: true,
    exampleFirst: chosen !== undefined && chosen.source !== "file",
  });
  const address = targetAddress(template, inputs, run.kinds);
  refuseBaseUrl(run, address);
  const { values, from } = inputs;
  const placed = chosen === undefined ? undefined : placeInGroups(chosen, chosenGroups(template, values));
  if (chosen?.source === "file" && placed !== undefined && !makesGroups(options))
    requireGroupsInFile(template, values, placed.directory, options.people ?? "");
  const copy = chosen === undefined ? await copyTenant(run, running, inputs) : undefined;
  const directory = copy?.slice ?? directoryOf(chosen, placed?.directory, template);
  const watched = watchedIn(directory, options);

  const { record } = running;
  const seen = other?.record(record) ?? record;
  const rehearsal = await idp.rehearse(run, {
    directory,
    record: watched?.payloads.watch(seen) ?? seen,
    typing: run.typing,
    quirks: run.quirks,
    other,
    faults: options.fault.length === 0 ? undefined : faultsOf(options.fault, idp.faults),
  });
  const pushesAt = other === undefined ? [] : [`The simulated ${idp.tenantWord} pushes at ${other.baseUrl}.`];
  return {
    signedIn: rehearsal,
    inputs: { values, from, connection: standingIn(rehearsal, address, other === undefined) },
    notices: [
      ...(placed?.notices ?? []),
      ...inputs.notices,
      ...(copy?.notices ?? []),
      ...rehearsal.notices,
      ...pushesAt,
    ],
    rehearsal,
    other,
    copy,
    watched,
  };
}

/** The built-in people are in the groups of the template; others are where they were put. */
function directoryOf(
  chosen: ChosenDirectory | undefined,
  placed: Directory | undefined,
  template: Template,
): Directory {
  if (chosen === undefined || placed === undefined) throw new Error("a rehearsal without people");
  return chosen.source === "default" ? inTemplateGroups(placed, template) : placed;
}

/** Bodies are kept only where something is told about single people. */
function watchedIn(directory: Directory, { fromTenant, preview }: SetupOptions): Watched | undefined {
  if (!fromTenant && preview.length === 0) return undefined;
  const people = findPreviewed(preview, directory);
  return { people, payloads: collectPayloads({ keepGroups: people.length > 0 }) };
}

function makesGroups(options: SetupOptions): boolean {
  return "createGroups" in options && options.createGroups === true;
}

/** The template with all groups of a generated directory as what a run chooses when nothing else is said. */
function choosingAll(template: Template, groups: readonly string[]): Template {
  const inputs = template.inputs.map((input) =>
    input.type === "groups" && Array.isArray(input.default) ? { ...input, example: [...groups] } : input,
  );
  return { ...template, inputs };
}

/** In a dry run another target stands in for the vendor's; of the address that was given only the query is used, and only on our own. */
function standingIn<Tenant>(
  { target }: Rehearsal<Tenant>,
  address: TargetAddress | undefined,
  own: boolean,
): Connection {
  const query = own && address !== undefined && URL.canParse(address.baseUrl) ? new URL(address.baseUrl).search : "";
  return { baseUrl: `${target.baseUrl}${query}`, token: target.token };
}

/** What the IdP would refuse only after a person has been to its console, or after the first write, costs no trip there. */
export function refuseBaseUrl<Tenant, Options extends SetupOptions>(
  { idp, options }: Pick<SetupRun<Tenant, Options>, "idp" | "options">,
  address: TargetAddress | undefined,
): void {
  const why = address === undefined ? undefined : idp.baseUrlProblem(address.baseUrl, options);
  if (address === undefined || why === undefined) return;
  throw new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${address.from}: this SCIM base URL cannot be used`,
    why,
    fix: ["Copy the address again from the vendor's own page, or ask the vendor for the right one."],
  });
}
