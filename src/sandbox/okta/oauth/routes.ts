import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { JsonObject } from "../../../base/json.js";
import type { AuthorizationServer } from "./authorization-server.js";
import type { OAuthClient } from "./client.js";
import { grantNotAllowed, invalidRequest, invalidScope, OAuthError, unknownClient } from "./errors.js";

const BODY_LIMIT = 64 * 1024;
const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code";

/** The endpoints of the org's own authorization server. Source: Okta API reference, OpenID Connect & OAuth 2.0. */
export function oauthRoutes(server: FastifyInstance, auth: AuthorizationServer): void {
  server.register((oauth, _options, done) => {
    oauth.addContentTypeParser(
      "application/x-www-form-urlencoded",
      { parseAs: "string", bodyLimit: BODY_LIMIT },
      (_request, body, parsed) => {
        parsed(null, new URLSearchParams(String(body)));
      },
    );
    oauth.setErrorHandler((error, _request, reply) => sendError(error, reply));
    oauth.post("/oauth2/v1/token", (request) => token(request));
    oauth.post("/oauth2/v1/device/authorize", (request) => authorize(formOf(request)));
    done();
  });

  async function token(request: FastifyRequest): Promise<JsonObject> {
    const form = formOf(request);
    const grantType = form.get("grant_type") ?? "";
    const client = grantType === "client_credentials" ? await serviceApp(form) : nativeApp(form);
    const proof = request.headers["dpop"];
    // An app that does not demand a proof gets a bearer token, also with one: what the Okta SDK stands on.
    const boundTo =
      client.demandsProof === true
        ? await auth.proofs.check(typeof proof === "string" ? proof : undefined, {
            method: "POST",
            url: `${auth.url()}/oauth2/v1/token`,
          })
        : undefined;
    switch (grantType) {
      case "client_credentials":
        return auth.tokens.issue({ client, scopes: grantedScopes(form, client), boundTo });
      case DEVICE_GRANT:
        return auth.tokens.issue({ client, scopes: auth.devices.poll(form.get("device_code") ?? "", client), boundTo });
      case "refresh_token": {
        const grant = auth.tokens.redeem(form.get("refresh_token") ?? "");
        if (grant === undefined || grant.client !== client)
          throw new OAuthError(400, "invalid_grant", "The refresh token is invalid or expired.");
        return auth.tokens.issue({ ...grant, boundTo });
      }
      default:
        throw new OAuthError(400, "unsupported_grant_type", "The authorization grant type is not supported.");
    }
  }

  async function serviceApp(form: URLSearchParams): Promise<OAuthClient> {
    if (form.get("client_assertion_type") !== ASSERTION_TYPE) throw invalidRequest("The client_assertion is missing.");
    const client = await auth.clientOfAssertion(form.get("client_assertion") ?? "");
    if (client.kind !== "service") throw grantNotAllowed();
    return client;
  }

  function nativeApp(form: URLSearchParams): OAuthClient {
    const client = auth.clients.get(form.get("client_id") ?? "");
    if (client === undefined) throw unknownClient();
    if (client.kind !== "native" || client.deviceGrant === false) throw grantNotAllowed();
    return client;
  }

  function authorize(form: URLSearchParams): JsonObject {
    const client = nativeApp(form);
    const started = auth.devices.start(client, grantedScopes(form, client));
    const { deviceCode, userCode, expiresIn, interval } = started;
    const address = `${auth.url()}/activate`;
    return {
      device_code: deviceCode,
      user_code: userCode,
      verification_uri: address,
      verification_uri_complete: `${address}?user_code=${userCode}`,
      expires_in: expiresIn,
      interval,
    };
  }
}

/** The scopes that were asked for, when every one is granted. */
function grantedScopes(form: URLSearchParams, { kind, scopes, refreshGrant }: OAuthClient): string[] {
  const wanted = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
  const granted = new Set([...scopes, ...(kind === "native" && refreshGrant !== false ? ["offline_access"] : [])]);
  if (wanted.length === 0 || wanted.some((scope) => !granted.has(scope))) throw invalidScope();
  return wanted;
}

function formOf({ body }: FastifyRequest): URLSearchParams {
  if (body instanceof URLSearchParams) return body;
  throw invalidRequest("The request body is not a form.");
}

function sendError(error: unknown, reply: FastifyReply): FastifyReply {
  const known = error instanceof OAuthError ? error : invalidRequest("The request cannot be read.");
  if (known.nonce !== undefined) reply.header("dpop-nonce", known.nonce);
  return reply.code(known.status).send(known.body());
}
