import type { Clock } from "../../base/clock.js";
import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject, parseJson, type JsonObject } from "../../base/json.js";
import { createScrubber } from "../../base/scrubber.js";
import { Secret } from "../../base/secret.js";
import { plainText } from "../../base/text.js";
import { openApiClient, type ApiPolicy } from "../../http/api-client.js";
import type { HttpAnswer, NoAnswer } from "../../http/http.js";
import { networkFailure } from "../../http/network-failures.js";
import { proxiesOf, proxyFor } from "../../http/proxy.js";
import { waitAsTold } from "../../http/retry-after.js";
import { TRIES } from "../../http/retry.js";
import type { TokenRequest } from "../../template/inputs/token-request.js";

interface AskOptions {
  /** `file:line:col` of the endpoint's address in the template. */
  readonly place: string;
  /** The flag that gives a ready token instead. */
  readonly flag: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
}

/** A token from the endpoint. */
interface GivenToken {
  readonly token: Secret;
  /** Its lifetime, where the endpoint says so. */
  readonly expiresInSeconds?: number;
}

const LONGEST_QUOTE = 200;

/**
 * How requests to a vendor's token endpoint are sent: nothing is known about it, so only requests that certainly got no answer are
 * sent again (RFC 9110, 15.5 and 15.6). A refusal is a result.
 */
const VENDOR_SIGN_IN: ApiPolicy = {
  tries: TRIES,
  timeoutMs: 30_000,
  keepsConnections: false,
  accepts: () => true,
  sendsAgain: (status) => [429, 502, 503, 504].includes(status),
  waitOf: ({ headers }, now) => waitAsTold(headers, now),
};

/**
 * Asks a vendor's OAuth 2.0 endpoint for a token with client credentials in a form (RFC 6749 4.4.2 and 2.3.1).
 * https with a verified certificate only, http on this machine; redirects are not followed.
 *
 * @throws SetupError without any secret: `token-endpoint-unreachable`, `token-endpoint-untrusted`, `token-endpoint-refused` or
 * `token-endpoint-unexpected` (exit 1), `token-endpoint-insecure` (exit 64)
 */
export async function askForToken(request: TokenRequest, options: AskOptions): Promise<GivenToken> {
  const url = new URL(request.tokenUrl);
  requireVerification(url, request, options);
  const client = openApiClient<string>({
    origin: url.origin,
    policy: VENDOR_SIGN_IN,
    clock: options.clock,
    proxies: proxiesOf(options.env),
    calls: {
      request: (text) => ({
        method: "POST",
        url: url.href,
        headers: {
          accept: "application/json",
          "content-type": "application/x-www-form-urlencoded",
          "content-length": String(Buffer.byteLength(text)),
          "user-agent": "total-setup",
        },
        body: { text },
        repeatable: true,
        reads: true,
      }),
      refused: ({ status }) => unexpected(request, options, `it keeps answering HTTP ${String(status)}`),
      unreachable: (failure) => unreachable(request, options, failure),
    },
  });
  return readToken(await client.send(formOf(request)), request, options);
}

function formOf({ clientId, clientSecret, ttlMinutes }: TokenRequest): string {
  return new URLSearchParams({
    grant_type: "client_credentials",
    client_id: clientId,
    client_secret: clientSecret.reveal(),
    ...(ttlMinutes === undefined ? {} : { ttl: String(ttlMinutes) }),
  }).toString();
}

/** Certificates are verified whatever the environment says. */
function requireVerification(url: URL, { prompt }: TokenRequest, { env, place, flag }: AskOptions): void {
  if (url.protocol !== "https:" || env["NODE_TLS_REJECT_UNAUTHORIZED"] !== "0") return;
  throw new SetupError({
    code: "token-endpoint-insecure",
    exitCode: EXIT.usage,
    what: `${prompt} was not fetched from ${url.host} (${place})`,
    why: "NODE_TLS_REJECT_UNAUTHORIZED=0 turns certificate checks off, so the client secret could go to anyone",
    fix: [
      "Unset NODE_TLS_REJECT_UNAUTHORIZED. To trust your own certificate authority, set NODE_EXTRA_CA_CERTS to its file.",
      readyToken(flag),
    ],
  });
}

function readToken(answer: HttpAnswer, request: TokenRequest, options: AskOptions): GivenToken {
  const { status, text } = answer;
  if (status >= 300 && status < 400)
    throw unexpected(request, options, "it redirects to another address, and the client secret is never sent there");
  const json = parseJson(text);
  if (status >= 400 && status < 500 && status !== 404) throw refused(request, options, status, json);
  if (status !== 200 && status !== 201)
    throw unexpected(request, options, `it answers HTTP ${String(status)}${isHtml(answer) ? " with a web page" : ""}`);
  if (!isJsonObject(json))
    throw unexpected(request, options, isHtml(answer) ? "it answers with a web page (HTML)" : "its answer is not JSON");
  const { access_token: token, token_type: type, expires_in: expires } = json;
  if (typeof token !== "string" || token.trim() === "")
    throw unexpected(request, options, "its answer contains no access_token (RFC 6749 5.1)");
  if (typeof type === "string" && type.toLowerCase() !== "bearer")
    throw unexpected(request, options, "it issues tokens of a type other than Bearer");
  // Some servers write the number as text.
  const expiresInSeconds = Number(typeof expires === "string" && expires.trim() !== "" ? expires : (expires ?? NaN));
  return { token: new Secret(token.trim()), ...(expiresInSeconds > 0 ? { expiresInSeconds } : {}) };
}

function isHtml({ headers, text }: HttpAnswer): boolean {
  return (headers["content-type"] ?? "").includes("html") || /^\s*<(!doctype|html)/i.test(text);
}

function refused(request: TokenRequest, options: AskOptions, status: number, json: unknown): SetupError {
  const said = isJsonObject(json) ? toldBy(json, request.clientSecret) : "";
  return new SetupError({
    code: "token-endpoint-refused",
    exitCode: EXIT.failed,
    what: `${request.prompt} was refused by ${hostOf(request)} (HTTP ${String(status)}; ${options.place})`,
    why: said === "" ? "it does not say why; usually the client ID or the client secret is wrong" : said,
    fix: [
      "Check the client ID and the client secret on the vendor's page. If the secret was renewed there, use the new one.",
      readyToken(options.flag),
    ],
    refused: true,
  });
}

/** The endpoint's own words (RFC 6749 5.2); some servers repeat in them what was sent. */
function toldBy({ error, error_description: description }: JsonObject, secret: Secret): string {
  const scrubber = createScrubber();
  scrubber.register(secret);
  const words = [error, description].filter((one) => typeof one === "string").join(": ");
  return plainText(scrubber.scrub(words)).slice(0, LONGEST_QUOTE);
}

function unexpected(request: TokenRequest, { place, flag }: AskOptions, why: string): SetupError {
  return new SetupError({
    code: "token-endpoint-unexpected",
    exitCode: EXIT.failed,
    what: `${request.prompt} could not be fetched from ${request.tokenUrl} (${place})`,
    why,
    fix: [
      "Check the address: it must be the vendor's OAuth 2.0 token endpoint, not its sign-in page.",
      readyToken(flag),
    ],
  });
}

function unreachable(request: TokenRequest, { place, flag, env }: AskOptions, error: NoAnswer): SetupError {
  const { means, fix } = networkFailure(error.code);
  const untrusted = /certificate/.test(means);
  const through = "proxy" in proxyFor(new URL(request.tokenUrl), env) ? " through the proxy of HTTPS_PROXY" : "";
  return new SetupError({
    code: untrusted ? "token-endpoint-untrusted" : "token-endpoint-unreachable",
    exitCode: EXIT.failed,
    what: `${request.prompt} could not be fetched from ${hostOf(request)}${through} (${place})`,
    why: untrusted ? `${means}, and without a trusted certificate the client secret could go to anyone` : means,
    fix: untrusted ? [INSECURE, ...fix, readyToken(flag)] : fix,
    cause: error,
  });
}

const INSECURE =
  "There is no --insecure option, even where the vendor's guide uses it with curl: it could hand the client secret to an attacker on the network.";

function readyToken(flag: string): string {
  return `Or give a token you already have: ${flag} FILE (or - for standard input).`;
}

function hostOf({ tokenUrl }: TokenRequest): string {
  return new URL(tokenUrl).host;
}
