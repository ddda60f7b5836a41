import type { StepKind } from "../../setup/step/step-kind.js";
import { EXIT, SetupError } from "../../base/errors.js";
import type { Template } from "../../template/document/template.js";
import { tokenEndpointInputs } from "../../template/inputs/destinations.js";
import { flagName } from "../../template/inputs/input-names.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { RunAction } from "../arguments/run-action.js";
import type { Fetched, FetchOptions } from "../inputs/fetch-token.js";
import { placeholderOf } from "../inputs/input-placeholders.js";
import { gatherInputs, type GivenInputs } from "../inputs/inputs.js";
import { requireTargetAddress } from "../inputs/target-address.js";
import type { SignedIn } from "../run/signed-in.js";
import type { Venue } from "../run/venue.js";
import type { ConfirmedInputs } from "../saved-plan/options.js";

interface TenantOptions<Tenant> {
  readonly action: RunAction;
  readonly given: GivenInputs;
  readonly kinds: readonly StepKind<Tenant>[];
  /** The inputs of the plan that is to be applied. */
  readonly saved: ConfirmedInputs | undefined;
  /** Why the IdP would refuse a SCIM base URL. */
  readonly problemOf: (url: string) => string | undefined;
  readonly signIn: () => Promise<SignedIn<Tenant>>;
  readonly tokens: Pick<FetchOptions, "idp" | "waitMs">;
}

/**
 * Gathers inputs, then sign-in, for a real tenant. Contacts nothing yet but a token endpoint that the template names.
 *
 * @throws SetupError (exit 64) naming what is missing or wrong; those of fetchTokens
 */
export async function openTenant<Tenant>(options: TenantOptions<Tenant>): Promise<Venue<Tenant>> {
  const { action, given, kinds, saved, problemOf, signIn, tokens } = options;
  const { io, template } = given;
  const inputs = await gatherInputs(given, {
    secretsOptional: action !== "apply" && action !== "rotate-token",
    ...(saved === undefined ? {} : { saved }),
    // What is taken back stands in the journal: the steps are bound, and their values not used.
    ...(action === "undo" ? { ask: (input) => Promise.resolve(placeholderOf(input)) } : {}),
  });
  requireTargetAddress({ template, kinds }, inputs, problemOf);
  if (action !== "undo" && inputs.fetches.length > 0) requireOwnEndpoints(template, inputs, given);
  const signedIn = await signIn();
  const fetched = action === "undo" ? { inputs, secrets: [] } : await withTokens(inputs, { io, template, ...tokens });
  return {
    signedIn: { ...signedIn, secrets: [...signedIn.secrets, ...fetched.secrets] },
    inputs: fetched.inputs,
    notices: [...inputs.notices, ...signedIn.notices],
  };
}

/**
 * A client secret is sent before the tenant has told its ID: never to an address that only a remembered set-up names.
 *
 * @throws SetupError `input-missing` (exit 64)
 */
function requireOwnEndpoints(template: Template, { from }: ResolvedInputs, { remembered }: GivenInputs): void {
  const places = new Set(Object.values(remembered?.places ?? {}));
  const endpoints = tokenEndpointInputs(template);
  const missing = template.inputs.filter(({ name }) => endpoints.has(name) && places.has(from.get(name) ?? ""));
  if (missing.length === 0) return;
  throw new SetupError({
    code: "input-missing",
    exitCode: EXIT.usage,
    what: `The address of the token endpoint must be given: ${missing.map(({ prompt }) => prompt).join(", ")}`,
    why: "the client secret is sent there before the tenant is compared with the remembered one",
    fix: missing.map((input) => `Add ${flagName(input)} URL.`),
    refused: true,
  });
}

/** The inputs with those tokens that are fetched; the code for that is loaded when there are any. */
async function withTokens(inputs: ResolvedInputs, options: FetchOptions): Promise<Fetched> {
  if (inputs.fetches.length === 0) return { inputs, secrets: [] };
  const { fetchTokens } = await import("../inputs/fetch-token.js");
  return fetchTokens(inputs, options);
}
