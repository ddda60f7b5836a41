import type { ExchangeSink } from "../base/exchange.js";
import { EXIT, SetupError } from "../base/errors.js";
import { targetAddress, type Connection, type TargetAddress } from "../template/connection.js";
import type { ResolvedInputs } from "../template/inputs.js";
import type { Template } from "../template/template.js";
import { chooseDirectory, requireGroupsInFile } from "./directory.js";
import { faultsOf } from "./fault-option.js";
import type { Fetched } from "./fetch-token.js";
import { gatherInputs } from "./inputs.js";
import type { SetupOptions } from "./options.js";
import { readOtherTarget } from "./other-target.js";
import { inTemplateGroups } from "./template-groups.js";
import type { Place, Rehearsal, SetupRun } from "./setup-run.js";

/**
 * Gathers inputs, then sign-in, for a real tenant. Contacts nothing yet but a token endpoint that the template names.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong; those of fetchTokens
 */
export async function realPlace<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
): Promise<Place<Tenant>> {
  const { io, options, template, raw, idp } = run;
  const inputs = await gatherInputs({
    io,
    template,
    options,
    raw,
    secretsOptional: run.action !== "apply",
    dryRun: false,
    exampleFirst: false,
  });
  refuseBaseUrl(run, targetAddress(template, inputs, run.kinds));
  const signedIn = await idp.signIn(run);
  const fetched = await withTokens(inputs, run);
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
  const { fetchTokens } = await import("./fetch-token.js");
  return fetchTokens(inputs, { io, idp: idp.name, template, waitMs: options.wait });
}

/**
 * Gathers inputs and starts a simulated tenant with a target beside it.
 *
 * @throws SetupError (exit 64) naming what is wrong
 */
export async function rehearsalPlace<Tenant, Options extends SetupOptions>(
  run: SetupRun<Tenant, Options>,
  record: ExchangeSink | undefined,
): Promise<Place<Tenant>> {
  const { io, options, template, raw, idp } = run;
  const { directory: chosen, source } = await chooseDirectory(options);
  const directory = source === "default" ? inTemplateGroups(chosen, template) : chosen;
  const other = await readOtherTarget(io, options, (url) => idp.baseUrlProblem(url, options));
  const inputs = await gatherInputs({
    io,
    template: source === "generated" ? choosingAll(template, directory.groups) : template,
    options,
    raw,
    secretsOptional: true,
    dryRun: true,
    exampleFirst: source !== "file",
  });
  const address = targetAddress(template, inputs, run.kinds);
  refuseBaseUrl(run, address);
  const { values, from } = inputs;
  if (source === "file" && !makesGroups(options))
    requireGroupsInFile(template, values, directory, options.people ?? "");

  const rehearsal = await idp.rehearse(run, {
    directory,
    record: other?.record(record) ?? record,
    typing: run.typing,
    other,
    faults: options.fault.length === 0 ? undefined : faultsOf(options.fault, idp.faults),
  });
  const pushesAt = other === undefined ? [] : [`The simulated ${idp.tenantWord} pushes at ${other.baseUrl}.`];
  return {
    signedIn: rehearsal,
    inputs: { values, from, connection: standingIn(rehearsal, address, other === undefined) },
    notices: [...inputs.notices, ...rehearsal.notices, ...pushesAt],
    rehearsal,
    other,
  };
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
