import { randomBytes } from "node:crypto";
import { Secret } from "../../../base/secret.js";
import type { JsonObject } from "../../../base/json.js";

/** The Azure CLI's client id, which is whose token most administrators have. Source: Azure CLI, public client. */
export const AZURE_CLI = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";

interface TokenOptions {
  /** The audience of the token; Microsoft Graph when absent. */
  readonly audience?: string;
  /** The application that signed in; the Azure CLI when absent. */
  readonly app?: { readonly clientId: string; readonly name: string };
  readonly tenantId: string;
  /** Milliseconds since 1970. */
  readonly issuedAt: number;
  readonly expiresAt: number;
  /** Who signed in. */
  readonly userPrincipalName: string;
  /** Rights of a user's token; */
  readonly scopes: readonly string[];
  /** rights of an application's own, which make it one. */
  readonly roles: readonly string[] | undefined;
}

/** Makes an access token that looks like Entra's: claims that can be read, and a signature that is random. */
export function createToken(options: TokenOptions): Secret {
  const { tenantId, issuedAt, expiresAt, roles, app } = options;
  const who: JsonObject =
    roles === undefined
      ? { idtyp: "user", upn: options.userPrincipalName, name: "Sandbox Administrator", scp: options.scopes.join(" ") }
      : { idtyp: "app", roles };
  const claims: JsonObject = {
    aud: options.audience ?? "https://graph.microsoft.com",
    iss: `https://sts.windows.net/${tenantId}/`,
    iat: Math.floor(issuedAt / 1_000),
    nbf: Math.floor(issuedAt / 1_000),
    exp: Math.floor(expiresAt / 1_000),
    app_displayname: app?.name ?? (roles === undefined ? "Microsoft Azure CLI" : "Sandbox pipeline"),
    appid: app?.clientId ?? AZURE_CLI,
    tid: tenantId,
    ver: "1.0",
    ...who,
  };
  const part = (value: JsonObject): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signature = randomBytes(32).toString("base64url");
  return new Secret(`${part({ typ: "JWT", alg: "RS256", kid: "sandbox" })}.${part(claims)}.${signature}`);
}
