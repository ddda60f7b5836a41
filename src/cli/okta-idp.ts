import { EXIT, SetupError } from "../base/errors.js";
import { Secret } from "../base/secret.js";
import { testConnector } from "../dialect/okta/lookup.js";
import { adminUrl, normaliseOrgUrl } from "../okta/api/org-url.js";
import { openOktaSession } from "../okta/session.js";
import type { OktaTenant } from "../okta/tenant.js";
import { FAULTS } from "../sandbox/okta/faults.js";
import { oktaBaseUrlProblem } from "../scim-client/base-url.js";
import { openTarget } from "../scim-client/target.js";
import { readSecretFile } from "./input-files.js";
import { oktaStepKinds } from "./kinds.js";
import type { SetupOptions } from "./options.js";
import { canAsk, terminalPrompts } from "./prompts.js";
import { rehearseOkta } from "./rehearse.js";
import type { Idp, SetupRun, SignedIn } from "./setup-run.js";

/** The options of Okta beside those every IdP has. */
export interface OktaCommandOptions extends SetupOptions {
  readonly orgUrl?: string;
  readonly oktaTokenFile?: string;
  readonly appId?: string;
  readonly createGroups: boolean;
}

const HELP = `
Sign-in: --org-url or OKTA_CLIENT_ORGURL, and an API token of an administrator from --okta-token-file, OKTA_CLIENT_TOKEN
or a question without echo (Okta admin console: Security > API > Tokens).

Examples:
  total-setup okta --dry-run
  total-setup okta --dry-run --people people.csv --group TOTAL-Admin --group TOTAL-Analyst
  total-setup okta --dry-run --target-url https://scim.test.example/v2 --target-token-file token.txt --accept-writes
  total-setup okta plan --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2
  total-setup okta --org-url https://acme.okta.com --scim-base-url https://scim.total.example/scim/v2 \\
    --scim-token-file token.txt --yes --wait 15m`;

/** Okta, as the command line sees it. */
export const oktaIdp: Idp<OktaTenant, OktaCommandOptions> = {
  name: "okta",
  tenantWord: "org",
  help: HELP,
  faults: FAULTS,
  addOptions: (command) => {
    command
      .option("--org-url <url>", "address of the Okta org, as https://acme.okta.com")
      .option("--okta-token-file <file|->", "the Okta API token; - reads standard input")
      .option("--app-id <id>", "the app to set up, when several have its label")
      .option("--create-groups", "make the groups that do not exist", false);
  },
  kinds: oktaStepKinds,
  consoleUrl: ({ orgUrl }, env) => {
    const given = orgUrl ?? env["OKTA_CLIENT_ORGURL"] ?? "";
    return given === "" ? undefined : adminUrl(normaliseOrgUrl(given).url);
  },
  baseUrlProblem: oktaBaseUrlProblem,
  openTarget: ({ record, ...place }) =>
    openTarget({ ...place, testRequests: testConnector, ...(record === undefined ? {} : { record }) }),
  signIn,
  rehearse: (run, options) =>
    rehearseOkta(options, ({ url, token }) =>
      signedIn(run, { orgUrl: url, token, notices: run.options.appId === undefined ? [] : [APP_ID_UNUSED] }),
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
  const { appId } = options;
  return signedIn(run, {
    orgUrl: org.url,
    token: await orgToken(run, asks),
    notices,
    ...(appId === undefined ? {} : { appId }),
  });
}

const APP_ID_UNUSED =
  "--app-id names an app of your org, and is not used: the simulated org has the app of the template.";

interface SignInParts {
  readonly orgUrl: string;
  readonly token: Secret;
  readonly notices: readonly string[];
  readonly appId?: string;
}

function signedIn({ io, options }: OktaRun, { orgUrl, token, notices, appId }: SignInParts): SignedIn<OktaTenant> {
  const { createGroups } = options;
  return {
    secrets: [token],
    notices,
    open: ({ clock, emit, record, signal, timeoutMs }) =>
      openOktaSession({
        orgUrl,
        token,
        clock,
        emit,
        record,
        signal,
        timeoutMs,
        options: { createGroups, ...(appId === undefined ? {} : { appId }) },
        noProxy: io.env["NO_PROXY"] ?? io.env["no_proxy"],
      }),
  };
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

function missing(what: string, fix: string): SetupError {
  return new SetupError({ code: "input-missing", exitCode: EXIT.usage, what: `Missing: ${what}`, fix: [fix] });
}
