import { z } from "zod";
import { EXIT, SetupError } from "../../base/errors.js";
import { proxiesOf } from "../../http/proxy.js";
import { testConnector } from "../../dialect/okta/lookup.js";
import { adminUrl, normaliseOrgUrl } from "../../okta/api/org-url.js";
import type { OktaCredentials } from "../../okta/auth/credentials.js";
import { openOktaSession } from "../../okta/session.js";
import type { OktaOptions, OktaTenant } from "../../okta/tenant/tenant.js";
import type { RateProfileName } from "../../sandbox/okta/api/rate-profiles.js";
import { FAULTS } from "../../sandbox/okta/faults.js";
import { oktaBaseUrlProblem } from "../../scim-client/http/base-url.js";
import { openTarget } from "../../scim-client/target.js";
import type { SetupOptions } from "../arguments/options.js";
import { oktaMemory } from "./okta-memory.js";
import { oktaCredentials, secretsOf, type OktaSignInOptions } from "./okta-sign-in.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { rehearseOkta } from "../rehearsal/rehearse.js";
import type { Idp } from "../run/idp.js";
import type { SignedIn } from "../run/signed-in.js";
import type { Io } from "../terminal/io.js";

/** The options of Okta in addition to those of every IdP. */
export interface OktaCommandOptions extends SetupOptions, Omit<OktaSignInOptions, "input"> {
  readonly orgUrl?: string;
  readonly appId?: string;
  readonly createGroups: boolean;
  /** From above 0 to 1. */
  readonly rateShare?: number;
  /** The rate limits of the simulated org of a dry run. */
  readonly rateProfile?: RateProfileName;
}

/** Okta for the command line. */
export const oktaIdp: Idp<OktaTenant, OktaCommandOptions> = {
  name: "okta",
  brand: "Okta",
  product: "Okta",
  console: "Okta Admin Console",
  tenantWord: "org",
  // The manual step and the first pushes.
  firstSyncMs: 15 * 60_000,
  faults: FAULTS,
  memory: oktaMemory,
  planning: {
    // Each group that it creates is a change of the plan.
    createGroups: z.boolean().describe("Whether groups that do not exist in the tenant are created"),
  },
  kinds: async () => (await import("../../okta/steps/kinds.js")).oktaKinds,
  consoleUrl: ({ orgUrl }, env) => {
    const given = orgUrl ?? env["OKTA_CLIENT_ORGURL"] ?? "";
    return given === "" ? undefined : adminUrl(normaliseOrgUrl(given).url);
  },
  places: ({ orgUrl }, env) => {
    const given = orgUrl ?? env["OKTA_CLIENT_ORGURL"] ?? "";
    if (given === "") return [];
    return [{ name: "the Okta org", url: new URL("/.well-known/okta-organization", normaliseOrgUrl(given).url) }];
  },
  tenantNaming: "--org-url URL or OKTA_CLIENT_ORGURL",
  namedTenant: ({ orgUrl }, env) => {
    const given = (orgUrl ?? env["OKTA_CLIENT_ORGURL"] ?? "").trim();
    return given === "" ? undefined : { url: normaliseOrgUrl(given).url };
  },
  tenantFlags: ({ orgUrl }) => (orgUrl === undefined ? [] : ["--org-url", orgUrl]),
  baseUrlProblem: oktaBaseUrlProblem,
  openTarget: ({ record, ...place }) =>
    openTarget({ ...place, testRequests: testConnector, ...(record === undefined ? {} : { record }) }),
  tryOut: async ({ record, ...place }, form) => {
    const [{ tryOut }, { oktaTrial }] = await Promise.all([
      import("../../scim-client/trial.js"),
      import("../../dialect/okta/trial.js"),
    ]);
    return tryOut({ ...place, ...(record === undefined ? {} : { record }) }, oktaTrial(form));
  },
  signIn,
  sliceAccess: async () => (await import("../../okta/slice.js")).SLICE_ACCESS,
  readSlice: async (tenant, request) => (await import("../../okta/slice.js")).readOktaSlice(tenant, request),
  rehearse: ({ env }, { appId, createGroups, rateShare, rateProfile }, stage) =>
    rehearseOkta({ ...stage, rateProfile }, ({ url, token }) =>
      signedIn({
        orgUrl: url,
        credentials: { way: "api-token", token },
        notices: appId === undefined ? [] : [APP_ID_UNUSED],
        plan: { createGroups },
        env,
        rateShare,
      }),
    ),
};

async function signIn(io: Io, options: OktaCommandOptions): Promise<SignedIn<OktaTenant>> {
  const asks = canAsk(io, options.input);
  const given =
    options.orgUrl ??
    io.env["OKTA_CLIENT_ORGURL"] ??
    (asks ? await terminalPrompts(io).text("Address of your Okta org", "https://acme.okta.com") : undefined);
  if (given === undefined || given === "")
    throw missing(
      "the address of the Okta org",
      "Give --org-url, for example --org-url https://acme.okta.com, or set OKTA_CLIENT_ORGURL.",
    );
  const org = normaliseOrgUrl(given);
  const notices = org.notice === undefined ? [] : [org.notice];
  return signedIn({
    orgUrl: org.url,
    credentials: await oktaCredentials({ io, options, notice: (sentence) => notices.push(sentence) }),
    notices,
    plan: planned(options),
    env: io.env,
    rateShare: options.rateShare,
  });
}

const APP_ID_UNUSED = "--app-id is ignored: the simulated org has its own app.";

interface SignInParts {
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly notices: readonly string[];
  readonly plan: OktaOptions;
  readonly env: Io["env"];
  readonly rateShare: number | undefined;
}

function signedIn({ orgUrl, credentials, notices, plan, env, rateShare }: SignInParts): SignedIn<OktaTenant> {
  return {
    way: credentials.way,
    secrets: secretsOf(credentials),
    notices,
    open: ({ clock, emit, record, signal, timeoutMs, access, onSecret, readOnly }) =>
      openOktaSession({
        readOnly,
        orgUrl,
        credentials,
        access,
        onSecret,
        clock,
        emit,
        record,
        signal,
        timeoutMs,
        options: plan,
        proxies: proxiesOf(env),
        rateShare,
      }),
  };
}

/** The options that decide the plan. */
function planned({ createGroups, appId }: OktaCommandOptions): OktaOptions {
  return { createGroups, ...(appId === undefined ? {} : { appId }) };
}

function missing(what: string, fix: string): SetupError {
  return new SetupError({ code: "input-missing", exitCode: EXIT.usage, what: `Missing: ${what}`, fix: [fix] });
}
