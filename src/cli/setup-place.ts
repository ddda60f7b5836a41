import type { ExchangeSink } from "../base/exchange.js";
import { EXIT, SetupError } from "../base/errors.js";
import type { InputValue } from "../template/input-values.js";
import type { ResolvedInputs } from "../template/inputs.js";
import type { Template } from "../template/template.js";
import { chooseDirectory, requireGroupsInFile } from "./directory.js";
import { faultsOf } from "./fault-option.js";
import { gatherInputs } from "./inputs.js";
import type { SetupOptions } from "./options.js";
import { readOtherTarget } from "./other-target.js";
import type { Place, Rehearsal, SetupRun } from "./setup-run.js";

/**
 * Gathers inputs, then sign-in, for a real tenant. Contacts nothing yet.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong
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
    secretsOptional: run.action === "plan",
    dryRun: false,
    exampleFirst: false,
  });
  refuseBaseUrl(run, inputs);
  const signedIn = await idp.signIn(run);
  return { signedIn, inputs, notices: [...inputs.notices, ...signedIn.notices] };
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
  const { directory, source } = await chooseDirectory(options);
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
  refuseBaseUrl(run, inputs);
  const values = new Map(inputs.values);
  if (source === "file" && !makesGroups(options))
    requireGroupsInFile(template, values, directory, options.people ?? "");

  const rehearsal = await idp.rehearse(run, {
    directory,
    record: other?.record(record) ?? record,
    typing: run.typing,
    other,
    faults: options.fault.length === 0 ? undefined : faultsOf(options.fault, idp.faults),
  });
  pointAtTarget(values, rehearsal, other === undefined);
  const pushesAt = other === undefined ? [] : [`The simulated ${idp.tenantWord} pushes at ${other.baseUrl}.`];
  return {
    signedIn: rehearsal,
    inputs: { values, from: inputs.from },
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
function pointAtTarget<Tenant>(values: Map<string, InputValue>, { target }: Rehearsal<Tenant>, own: boolean): void {
  const given = values.get("scimBaseUrl");
  const query = own && typeof given === "string" && URL.canParse(given) ? new URL(given).search : "";
  values.set("scimBaseUrl", `${target.baseUrl}${query}`);
  values.set("scimToken", target.token);
}

/** What the IdP would refuse only after a person has been to its console, or after the first write, costs no trip there. */
function refuseBaseUrl<Tenant, Options extends SetupOptions>(
  { idp, options }: SetupRun<Tenant, Options>,
  { values, from }: Pick<ResolvedInputs, "values" | "from">,
): void {
  const baseUrl = values.get("scimBaseUrl");
  const why = typeof baseUrl === "string" ? idp.baseUrlProblem(baseUrl, options) : undefined;
  if (why === undefined) return;
  throw new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${from.get("scimBaseUrl") ?? "scimBaseUrl"}: this SCIM base URL cannot be used`,
    why,
    fix: ["Copy the address again from the vendor's own page, or ask the vendor for the right one."],
  });
}
