import { EXIT, SetupError } from "../../base/errors.js";
import { isJsonObject } from "../../base/json.js";
import { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "./sign-in.js";

/** RFC 6750, 2.1: b64token. */
const BEARER_TOKEN = /^[A-Za-z0-9._~+/-]+=*$/;

/**
 * Sign-in with an access token that was made elsewhere. `Bearer ` in front is taken off, and of what
 * `az account get-access-token` prints, the token is taken.
 *
 * @throws SetupError `graph-token-invalid` (exit 64) when it cannot be a token; it is never quoted
 */
export function readyTokenSignIn(given: Secret): EntraSignIn {
  const text = given.reveal().trim();
  const value = (accessTokenIn(text) ?? text).replace(/^Bearer\s+/i, "");
  if (!BEARER_TOKEN.test(value)) {
    throw new SetupError({
      code: "graph-token-invalid",
      exitCode: EXIT.usage,
      what:
        value === ""
          ? "The access token for Microsoft Graph is empty"
          : "The access token for Microsoft Graph contains spaces or characters no token has",
      fix: [
        "Write one into the file: az account get-access-token --resource-type ms-graph --query accessToken --output tsv.",
      ],
      refused: true,
    });
  }
  const token = new Secret(value);
  return { name: "a ready access token", token: () => Promise.resolve(token) };
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
