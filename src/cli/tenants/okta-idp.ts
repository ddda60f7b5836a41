import { EXIT, SetupError } from "../../base/errors.js";
import { proxiesOf } from "../../http/proxy.js";
import { testConnector } from "../../dialect/okta/lookup.js";
import { adminUrl, normaliseOrgUrl } from "../../okta/api/org-url.js";
import type { OktaCredentials } from "../../okta/auth/credentials.js";
import { openOktaSession } from "../../okta/session.js";
import type { OktaOptions, OktaTenant } from "../../okta/tenant/tenant.js";
import { FAULTS } from "../../sandbox/okta/faults.js";
import { oktaBaseUrlProblem } from "../../scim-client/http/base-url.js";
import { openTarget } from "../../scim-client/target.js";
import { oktaStepKinds } from "./kinds.js";
import type { SetupOptions } from "../arguments/options.js";
import { oktaCredentials, secretsOf, type OktaSignInOptions } from "./okta-sign-in.js";
import { canAsk, terminalPrompts } from "../terminal/prompts.js";
import { rehearseOkta } from "../rehearsal/rehearse.js";
import type { Idp, SetupRun, SignedIn } from "../run/setup-run.js";

/** The options of Okta beside those every IdP has. */
export interface OktaCommandOptions extends SetupOptions, Omit<OktaSignInOptions, "input"> {
  readonly orgUrl?: string;
  readonly appId?: string;
  readonly createGroups: boolean;
  /** From above 0 to 1. */
  readonly rateShare?: number;
}

/** Okta, as the command line sees it. */
export const oktaIdp: Idp<OktaTenant, OktaCommandOptions> = {
  name: "okta",
  tenantWord: "org",
  faults: FAULTS,
  kinds: oktaStepKinds,
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
  signIn,
  sliceAccess: async () => (await import("../../okta/slice.js")).SLICE_ACCESS,
  readSlice: async (tenant, request) => (await import("../../okta/slice.js")).readOktaSlice(tenant, request),
  rehearse: (run, options) =>
    rehearseOkta(options, ({ url, token }) =>
      signedIn(run, {
        orgUrl: url,
        credentials: { way: "api-token", token },
        notices: run.options.appId === undefined ? [] : [APP_ID_UNUSED],
        plan: { createGroups: run.options.createGroups },
      }),
    ),
};

type OktaRun = SetupRun<OktaTenant, OktaCommandOptions>;

async function signIn(run: OktaRun): Promise<SignedIn<OktaTenant>> {
  const { io, options } = run;
  const asks = canAsk(io, options.input);
  const given =
    options.orgUrl ??
    io.env["OKTA_CLIENT_ORGURL"] ??
    (asks ? await terminalPrompts(io).text("Okta org", "https://acme.okta.com") : undefined);
  if (given === undefined || given === "")
    throw missing("the address of the Okta org", "Give --org-url https://acme.okta.com, or set OKTA_CLIENT_ORGURL.");
  const org = normaliseOrgUrl(given);
  const notices = org.notice === undefined ? [] : [org.notice];
  return signedIn(run, {
    orgUrl: org.url,
    credentials: await oktaCredentials({ io, options, notice: (sentence) => notices.push(sentence) }),
    notices,
    plan: planned(options),
  });
}

const APP_ID_UNUSED =
  "--app-id names an app of your org, and is not used: the simulated org has the app of the template.";

interface SignInParts {
  readonly orgUrl: string;
  readonly credentials: OktaCredentials;
  readonly notices: readonly string[];
  readonly plan: OktaOptions;
}

function signedIn({ io, options }: OktaRun, { orgUrl, credentials, notices, plan }: SignInParts): SignedIn<OktaTenant> {
  return {
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
        proxies: proxiesOf(io.env),
        rateShare: options.rateShare,
      }),
  };
}

/** What decides about the plan. */
function planned({ createGroups, appId }: OktaCommandOptions): OktaOptions {
  return { createGroups, ...(appId === undefined ? {} : { appId }) };
}

function missing(what: string, fix: string): SetupError {
  return new SetupError({ code: "input-missing", exitCode: EXIT.usage, what: `Missing: ${what}`, fix: [fix] });
}
