import { EXIT, SetupError } from "../../base/errors.js";
import { leftOutOf, readGivenSecret } from "../../base/given-secret.js";
import { isJsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "../api/sign-in.js";

/** RFC 6750, 2.1: b64token. */
const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/** A ready access token, cleaned up for use. */
export interface ReadyToken {
  readonly token: Secret;
  /** What was removed from the input, a sentence each. */
  readonly notices: readonly string[];
}

/**
 * The access token in the input. `Bearer` in front and quotation marks around it are left out, and of what
 * `az account get-access-token` prints, the token is taken.
 *
 * @throws SetupError `graph-token-invalid` (exit 64) when it cannot be a token; it is never quoted
 */
export function readReadyToken(given: Secret): ReadyToken {
  const text = given.reveal().trim();
  const reading = readGivenSecret(accessTokenIn(text) ?? text, "bearer-token");
  if ("problem" in reading) throw invalid(reading.problem);
  const { value, leftOut } = reading;
  if (!BEARER_TOKEN.test(value)) throw invalid("it contains characters that an access token cannot have");
  return {
    token: new Secret(value),
    notices: leftOut.length === 0 ? [] : [leftOutOf("The access token for Microsoft Graph", leftOut)],
  };
}

/**
 * Sign-in with an access token that was made elsewhere.
 *
 * @throws SetupError `graph-token-invalid` (exit 64), as {@link readReadyToken}
 */
export function readyTokenSignIn(given: Secret): EntraSignIn {
  const { token } = readReadyToken(given);
  return { name: "a ready access token", token: () => Promise.resolve(token) };
}

function invalid(why: string): SetupError {
  return new SetupError({
    code: "graph-token-invalid",
    exitCode: EXIT.usage,
    what: "The access token for Microsoft Graph cannot be used",
    why,
    fix: [
      "Write a new token to the file: az account get-access-token --resource-type ms-graph --query accessToken --output tsv",
    ],
    refused: true,
  });
}

/** The token in the JSON that the Azure CLI prints. */
function accessTokenIn(text: string): string | undefined {
  if (!text.startsWith("{")) return undefined;
  try {
    const answer: unknown = JSON.parse(text);
    const token = isJsonObject(answer) ? answer["accessToken"] : undefined;
    return typeof token === "string" ? token : undefined;
  } catch {
    return undefined;
  }
}
