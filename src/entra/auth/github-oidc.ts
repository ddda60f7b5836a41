import { EXIT, SetupError } from "../../base/errors.js";
import { NoAnswer, sendHttp, type HttpAnswer } from "../../http/http.js";
import { isJsonObject } from "../../base/json.js";
import { networkFailure } from "../../http/network-failures.js";
import { proxiesOf, proxyAgent } from "../../http/proxy.js";
import { notConfigured } from "./sign-in-errors.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** The audience of federated credentials (Microsoft Entra docs, workload-identity-federation-create-trust). */
const AUDIENCE = "api://AzureADTokenExchange";
const TIMEOUT_MS = 30_000;
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
      ["Give the job the permission id-token: write, and run total-setup within a GitHub Actions job."],
    );
  }
  const url = new URL(address);
  if (url.protocol !== "https:")
    throw failed("ACTIONS_ID_TOKEN_REQUEST_URL is not an https address, so that nothing was sent");
  url.searchParams.set("audience", AUDIENCE);
  const token = tokenIn(await ask(url, requestToken, env));
  if (token === undefined) throw failed("GitHub's answer holds no token");
  return token;
}

async function ask(url: URL, requestToken: string, env: Environment): Promise<string> {
  let answer: HttpAnswer;
  try {
    answer = await sendHttp({
      url,
      origin: new URL(env["ACTIONS_ID_TOKEN_REQUEST_URL"] ?? "").origin,
      method: "GET",
      headers: { accept: "application/json", authorization: `Bearer ${requestToken}` },
      body: undefined,
      agent: proxyAgent(url, proxiesOf(env), false) ?? false,
      timeoutMs: TIMEOUT_MS,
      signal: undefined,
    });
  } catch (error) {
    if (error instanceof NoAnswer) throw failed(networkFailure(error.code).means);
    throw error;
  }
  if (answer.status === 200) return answer.text;
  throw failed(`GitHub answered HTTP ${String(answer.status)}`);
}

function tokenIn(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text);
    const value = isJsonObject(answer) ? answer["value"] : undefined;
    return typeof value === "string" && value !== "" ? value : undefined;
  } catch {
    return undefined;
  }
}

function failed(why: string): SetupError {
  return new SetupError({
    code: "sign-in-failed",
    exitCode: EXIT.access,
    what: "GitHub gave no token to sign in with",
    why,
    fix: ["Give the job the permission id-token: write, and run it again."],
    refused: true,
  });
}
