import { systemClock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, parseJson } from "../../base/json.js";
import { openApiClient, type ApiPolicy } from "../../http/api-client.js";
import { networkFailure } from "../../http/network-failures.js";
import { proxiesOf } from "../../http/proxy.js";
import { notConfigured } from "./sign-in-errors.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The audience of federated credentials (Microsoft Entra docs, workload-identity-federation-create-trust). */
const AUDIENCE = "api://AzureADTokenExchange";
/** A job asks once: GitHub documents no limit and no wait, and the job can be run again. */
const GITHUB: ApiPolicy = {
  tries: 1,
  timeoutMs: 30_000,
  keepsConnections: false,
  accepts: (status) => status === 200,
  sendsAgain: () => false,
  waitOf: () => undefined,
};
export const GITHUB_OIDC = "GitHub Actions OIDC";

/**
 * Asks GitHub for a token that says which job this is (GitHub docs, OpenID Connect reference: "Methods for requesting the OIDC token").
 *
 * @throws SetupError `sign-in-not-configured` (exit 64) outside a job that may ask, `sign-in-failed` (exit 4) when GitHub
 *   does not give one; the request token goes over https only
 */
export async function githubAssertion(env: Environment): Promise<string> {
  const address = env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "";
  const requestToken = env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"] ?? "";
  if (address === "" || requestToken === "" || !URL.canParse(address)) {
    throw notConfigured(
      GITHUB_OIDC,
      ["ACTIONS_ID_TOKEN_REQUEST_URL or ACTIONS_ID_TOKEN_REQUEST_TOKEN is not set"],
      ["Run total-setup in a GitHub Actions job that has the permission id-token: write."],
    );
  }
  const url = new URL(address);
  if (url.protocol !== "https:")
    throw failed("ACTIONS_ID_TOKEN_REQUEST_URL is not an https address, so nothing was sent");
  url.searchParams.set("audience", AUDIENCE);
  const token = tokenIn(await ask(url, requestToken, env));
  if (token === undefined) throw failed("GitHub's answer contains no token");
  return token;
}

async function ask(url: URL, requestToken: string, env: Environment): Promise<string> {
  const client = openApiClient<URL>({
    origin: new URL(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "").origin,
    policy: GITHUB,
    clock: systemClock(),
    proxies: proxiesOf(env),
    calls: {
      request: ({ href }) => ({
        method: "GET",
        url: href,
        headers: { accept: "application/json" },
        repeatable: true,
        reads: true,
      }),
      sign: () => Promise.resolve({ authorization: `Bearer ${requestToken}` }),
      refused: ({ status }) => failed(`GitHub answered HTTP ${String(status)}`),
      unreachable: ({ code }) => failed(networkFailure(code).means),
    },
  });
  return (await client.send(url)).text;
}

function tokenIn(text: string): string | undefined {
  const answer = parseJson(text);
  const value = isJsonObject(answer) ? answer["value"] : undefined;
  return typeof value === "string" && value !== "" ? value : undefined;
}

function failed(why: string): SetupError {
  return new SetupError({
    code: "sign-in-failed",
    exitCode: EXIT.access,
    what: "GitHub did not issue a token for the sign-in",
    why,
    fix: ["Give the job the permission id-token: write, and run it again."],
    refused: true,
  });
}
