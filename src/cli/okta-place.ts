import type { ExchangeSink } from "../base/exchange.js";
import { EXIT, SetupError } from "../base/errors.js";
import { Secret } from "../base/secret.js";
import { normaliseOrgUrl } from "../okta/api/org-url.js";
import { oktaBaseUrlProblem } from "../scim-client/base-url.js";
import type { InputValue } from "../template/input-values.js";
import type { ResolvedInputs } from "../template/inputs.js";
import type { Template } from "../template/template.js";
import { chooseDirectory, requireGroupsInFile } from "./directory.js";
import { faultsOf } from "./fault-option.js";
import { readSecretFile } from "./input-files.js";
import { gatherInputs } from "./inputs.js";
import { readOtherTarget, type OtherTarget } from "./other-target.js";
import { canAsk, terminalPrompts } from "./prompts.js";
import { rehearseOkta, type Rehearsal } from "./rehearse.js";
import type { OktaRun } from "./okta-run.js";

/** Where a run takes place and what it was given: a real org, or a rehearsal. */
export interface OktaPlace {
  readonly orgUrl: string;
  readonly orgToken: Secret;
  readonly inputs: Pick<ResolvedInputs, "values" | "from">;
  /** What was understood differently from how it was written, one sentence each. */
  readonly notices: readonly string[];
  /** Only in a dry run. */
  readonly rehearsal?: Rehearsal;
  /** Only in a dry run that pushes at a SCIM server of somebody else's. */
  readonly other?: OtherTarget | undefined;
}

/**
 * Gathers inputs, then sign-in, for a real org. Contacts nothing yet.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong
 */
export async function realPlace(run: OktaRun): Promise<OktaPlace> {
  const { io, options, template, raw } = run;
  const plan = run.action === "plan";
  const inputs = await gatherInputs({
    io,
    template,
    options,
    raw,
    secretsOptional: plan,
    dryRun: false,
    exampleFirst: false,
  });
  refuseUnderscore(inputs);
  const asks = canAsk(io, options.input);
  const given =
    options.orgUrl ??
    io.env["OKTA_CLIENT_ORGURL"] ??
    (asks ? await terminalPrompts(io).text("Okta org", "https://acme.okta.com") : undefined);
  if (given === undefined || given === "")
    throw missing("the address of the Okta org", "Give --org-url https://acme.okta.com, or set OKTA_CLIENT_ORGURL.");
  const org = normaliseOrgUrl(given);
  const notices = [...inputs.notices, ...(org.notice === undefined ? [] : [org.notice])];
  return { orgUrl: org.url, orgToken: await orgToken(run, asks), inputs, notices };
}

async function orgToken({ io, options }: OktaRun, asks: boolean): Promise<Secret> {
  if (options.oktaTokenFile !== undefined) return readSecretFile(io, options.oktaTokenFile, "--okta-token-file");
  const fromEnv = io.env["OKTA_CLIENT_TOKEN"];
  if (fromEnv !== undefined && fromEnv !== "") return new Secret(fromEnv);
  if (asks) return terminalPrompts(io).secret("Okta API token (admin console: Security > API > Tokens)");
  throw missing(
    "an Okta API token",
    "Give --okta-token-file FILE (or - for standard input), or set OKTA_CLIENT_TOKEN.",
  );
}

/**
 * Gathers inputs and starts a simulated tenant with a target beside it.
 *
 * @throws SetupError (exit 64) naming what is wrong
 */
export async function rehearsalPlace(
  run: OktaRun,
  record: ExchangeSink | undefined,
): Promise<OktaPlace & { readonly rehearsal: Rehearsal }> {
  const { io, options, template, raw } = run;
  const { directory, source } = await chooseDirectory(options);
  const other = await readOtherTarget(io, options);
  const inputs = await gatherInputs({
    io,
    template: source === "generated" ? choosingAll(template, directory.groups) : template,
    options,
    raw,
    secretsOptional: true,
    dryRun: true,
    exampleFirst: source !== "file",
  });
  refuseUnderscore(inputs);
  const values = new Map(inputs.values);
  if (source === "file" && !options.createGroups)
    requireGroupsInFile(template, values, directory, options.people ?? "");

  const rehearsal = await rehearseOkta({
    directory,
    record: other?.record(record) ?? record,
    typing: run.typing,
    other,
    faults: options.fault.length === 0 ? undefined : faultsOf(options.fault),
  });
  pointAtTarget(values, rehearsal, other === undefined);
  return {
    orgUrl: rehearsal.orgUrl,
    orgToken: rehearsal.orgToken,
    inputs: { values, from: inputs.from },
    notices: [...inputs.notices, ...(other === undefined ? [] : [`The simulated org pushes at ${other.baseUrl}.`])],
    rehearsal,
    other,
  };
}

/** The template with all groups of a generated directory as what a run chooses when nothing else is said. */
function choosingAll(template: Template, groups: readonly string[]): Template {
  const inputs = template.inputs.map((input) =>
    input.type === "groups" && Array.isArray(input.default) ? { ...input, example: [...groups] } : input,
  );
  return { ...template, inputs };
}

/** In a dry run another target stands in for the vendor's; of the address that was given only the query is used, and only on our own. */
function pointAtTarget(values: Map<string, InputValue>, { target }: Rehearsal, own: boolean): void {
  const given = values.get("scimBaseUrl");
  const query = own && typeof given === "string" && URL.canParse(given) ? new URL(given).search : "";
  values.set("scimBaseUrl", `${target.baseUrl}${query}`);
  values.set("scimToken", target.token);
}

/** Okta refuses such a base URL at the console; here it costs no trip there. */
function refuseUnderscore({ values, from }: Pick<ResolvedInputs, "values" | "from">): void {
  const baseUrl = values.get("scimBaseUrl");
  const why = typeof baseUrl === "string" ? oktaBaseUrlProblem(baseUrl) : undefined;
  if (why === undefined) return;
  throw new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${from.get("scimBaseUrl") ?? "scimBaseUrl"}: Okta cannot use this SCIM base URL`,
    why,
    fix: ["Ask the vendor for an address without an underscore."],
  });
}

function missing(what: string, fix: string): SetupError {
  return new SetupError({ code: "input-missing", exitCode: EXIT.usage, what: `Missing: ${what}`, fix: [fix] });
}
