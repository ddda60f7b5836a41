import { isLoopback } from "../../base/loopback.js";
import { SIGN_IN_WAYS } from "../../okta/api/sign-in.js";
import { normaliseOrgUrl } from "../../okta/api/org-url.js";
import type { OktaTenant } from "../../okta/tenant/tenant.js";
import type { TenantMemory } from "../run/remembered.js";
import type { Io } from "../terminal/io.js";
import type { OktaSignInOptions } from "./okta-sign-in.js";

/** What names an org and says how to sign in there. */
interface OktaNaming extends OktaSignInOptions {
  readonly orgUrl?: string;
}

/** The variables that say how to sign in to Okta. */
const SIGN_IN_VARIABLES = [
  "OKTA_CLIENT_AUTHORIZATIONMODE",
  "OKTA_CLIENT_CLIENTID",
  "OKTA_CLIENT_PRIVATEKEY",
  "OKTA_CLIENT_TOKEN",
];

/** How set-ups of Okta orgs are remembered. An org is named by its address. */
export const oktaMemory: TenantMemory<OktaTenant, OktaNaming> = {
  isNamed: ({ orgUrl }, env) => addressIn(orgUrl, env) !== undefined,
  fits: ({ url }, { orgUrl }, env) => {
    const named = addressIn(orgUrl, env);
    return named === undefined || normaliseOrgUrl(named).url === url;
  },
  isSimulated: ({ orgUrl }, env) => {
    const named = addressIn(orgUrl, env) ?? "";
    const url = named.includes("://") ? named : `http://${named}`;
    return URL.canParse(url) && isLoopback(new URL(url).hostname);
  },
  deciding: ["orgUrl", "appId"],
  signsInUnnamed: false,
  optionsOf: ({ url }) => ({ orgUrl: url }),
  detailsOf: () => ({}),
  signInOf: (way, { signIn, oktaTokenFile, privateKeyFile, oktaClientId, keyId }, env) => {
    const given = [
      signIn,
      oktaTokenFile,
      privateKeyFile,
      oktaClientId,
      keyId,
      ...SIGN_IN_VARIABLES.map((one) => env[one]),
    ];
    if (given.some((one) => one !== undefined && one !== "")) return undefined;
    return SIGN_IN_WAYS.find((one) => one === way);
  },
  appOf: ({ results: { app } }) => (app === undefined ? undefined : { id: app.id, name: app.label }),
};

function addressIn(orgUrl: string | true | undefined, env: Io["env"]): string | undefined {
  const given = (typeof orgUrl === "string" ? orgUrl : (env["OKTA_CLIENT_ORGURL"] ?? "")).trim();
  return given === "" ? undefined : given;
}
