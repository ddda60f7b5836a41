import { randomUUID } from "node:crypto";
import { fastify, type FastifyInstance, type FastifyRequest } from "fastify";
import type { JsonObject } from "../../../base/json.js";
import { refuseOtherHosts, statusOf } from "../../http/json-server.js";
import { pathValue } from "../graph/request.js";
import type { SignInApp } from "./apps.js";
import { checkClient, proofMissing } from "./client-proof.js";
import { createDeviceCodes, type DeviceCodes } from "./device-codes.js";
import { refused, SignInRefusal } from "./errors.js";
import { knownApps } from "./known-apps.js";
import { createRefreshTokens } from "./refresh-tokens.js";
import { applicationRoles, consentedScopes, scopesAskedFor } from "./scopes.js";

const BODY_LIMIT = 64 * 1024;
/** Microsoft identity platform docs, v2-oauth2-device-code: how often an application may ask. */
const POLL_S = 5;
/** For users of a tenant that was not named. Source: Microsoft identity platform docs, v2-protocols. */
const ANY_TENANT = new Set(["common", "organizations"]);

/** What an application or a user signed in with was allowed. */
export interface Grant {
  readonly app: SignInApp;
  /** Delegated permissions; undefined for an application of its own. */
  readonly scopes: readonly string[] | undefined;
  /** Application permissions. */
  readonly roles: readonly string[] | undefined;
}

interface TokenServiceOptions {
  /** As PEM: Microsoft's library signs in over https only. */
  readonly tls: { readonly key: string; readonly cert: string };
  readonly apps: readonly SignInApp[];
  readonly tenant: { readonly id: string; readonly domain: string };
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Where Graph is served: what a token can be asked for. */
  readonly graphRoot: () => string;
  /** Makes the access token for a grant. */
  readonly issue: (grant: Grant) => { readonly accessToken: string; readonly expiresInS: number };
}

/** The sign-in service of the simulated tenant. */
export interface TokenService {
  readonly server: FastifyInstance;
  readonly devices: Pick<DeviceCodes, "decide">;
  /** Lets nobody sign in to an application any more. */
  disable(clientId: string): void;
  /** Ends what users were signed in with. */
  revokeRefreshTokens(): void;
}

/** Makes the part of the Microsoft identity platform that @azure/identity speaks with; it listens nowhere yet. */
export function createTokenService(options: TokenServiceOptions): TokenService {
  const { tenant, now, graphRoot, issue } = options;
  const apps = knownApps(options.apps);
  const devices = createDeviceCodes(now);
  const refreshTokens = createRefreshTokens();
  const server = formServer(options);

  function checkTenant(request: FastifyRequest): void {
    const name = pathValue(request, "tenant").toLowerCase();
    if (name === tenant.id || name === tenant.domain || ANY_TENANT.has(name)) return;
    throw refused(
      "invalid_tenant",
      90_002,
      `Tenant '${name.slice(0, 80)}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.`,
    );
  }

  server.get("/:tenant/v2.0/.well-known/openid-configuration", (request) => {
    checkTenant(request);
    const place = `${rootOf(request)}/${pathValue(request, "tenant")}`;
    return {
      issuer: `${rootOf(request)}/${tenant.id}/v2.0`,
      authorization_endpoint: `${place}/oauth2/v2.0/authorize`,
      token_endpoint: `${place}/oauth2/v2.0/token`,
      device_authorization_endpoint: `${place}/oauth2/v2.0/devicecode`,
      jwks_uri: `${place}/discovery/v2.0/keys`,
      response_types_supported: ["code", "id_token", "code id_token", "id_token token"],
      subject_types_supported: ["pairwise"],
      id_token_signing_alg_values_supported: ["RS256"],
      token_endpoint_auth_methods_supported: ["client_secret_post", "private_key_jwt", "client_secret_basic"],
    };
  });

  server.post("/:tenant/oauth2/v2.0/devicecode", (request) => {
    checkTenant(request);
    const { clientId } = apps.find(fieldOf(request, "client_id"));
    const scopes = scopesAskedFor(fieldOf(request, "scope"), graphRoot());
    const { deviceCode, userCode, expiresInS } = devices.begin({ clientId, scopes });
    const page = `${rootOf(request)}/device`;
    return {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: page,
      expires_in: expiresInS,
      interval: POLL_S,
      message: `To sign in, use a web browser to open the page ${page} and enter the code ${userCode} to authenticate.`,
    };
  });

  server.post("/:tenant/oauth2/v2.0/token", async (request) => {
    checkTenant(request);
    const app = apps.find(fieldOf(request, "client_id"));
    const grant = fieldOf(request, "grant_type");
    if (grant === "client_credentials") return ownSignIn(request, app);
    if (app.publicClient !== true) throw proofMissing();
    if (grant === "urn:ietf:params:oauth:grant-type:device_code" || grant === "device_code")
      return personSignedIn(app, devices.redeem(fieldOf(request, "device_code"), app.clientId));
    if (grant === "refresh_token")
      return personSignedIn(app, refreshTokens.redeem(fieldOf(request, "refresh_token"), app.clientId));
    throw refused("unsupported_grant_type", 70_003, `The app requested an unsupported grant type '${grant}'.`);
  });

  async function ownSignIn(request: FastifyRequest, app: SignInApp): Promise<JsonObject> {
    const audiences = [pathValue(request, "tenant"), tenant.id].flatMap((name) => [
      `${rootOf(request)}/${name}/oauth2/v2.0/token`,
      `${rootOf(request)}/${name}/v2.0`,
    ]);
    await checkClient(app, fieldsOf(request), { audiences, now: now() });
    const roles = applicationRoles(app, fieldOf(request, "scope"), graphRoot());
    return tokenAnswer(issue({ app, roles, scopes: undefined }));
  }

  function personSignedIn(app: SignInApp, names: readonly string[]): JsonObject {
    const scopes = consentedScopes(app, names);
    return {
      ...tokenAnswer(issue({ app, scopes, roles: undefined })),
      scope: scopes.map((scope) => `${graphRoot()}/${scope}`).join(" "),
      refresh_token: refreshTokens.issue({ clientId: app.clientId, scopes: names }),
    };
  }

  return {
    server,
    devices,
    disable: (clientId) => {
      apps.disable(clientId);
    },
    revokeRefreshTokens: () => {
      refreshTokens.revokeAll();
    },
  };
}

/** A server that takes forms, and refuses as Microsoft's does. */
function formServer({ tls, now }: Pick<TokenServiceOptions, "tls" | "now">): FastifyInstance {
  const server = fastify({ https: tls, bodyLimit: BODY_LIMIT, forceCloseConnections: true, exposeHeadRoutes: false });
  server.addHook("onRequest", async (request, reply) => {
    reply.headers({ date: new Date(now()).toUTCString(), "cache-control": "no-store" });
    if (await refuseOtherHosts(request, reply)) return reply;
    return;
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("application/x-www-form-urlencoded", { parseAs: "string" }, (_request, body, done) => {
    done(null, new URLSearchParams(String(body)));
  });
  server.setErrorHandler((error, request, reply) => {
    const refusal =
      error instanceof SignInRefusal
        ? error
        : new SignInRefusal(statusOf(error), "invalid_request", 900_144, "The request body is malformed.");
    const correlationId = fieldsOf(request).get("client-request-id") ?? randomUUID();
    return reply.code(refusal.status).send(refusal.body(now(), randomUUID(), correlationId));
  });
  return server;
}

function rootOf({ headers }: FastifyRequest): string {
  return `https://${headers.host ?? ""}`;
}

function fieldsOf({ body }: FastifyRequest): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams();
}

function fieldOf(request: FastifyRequest, name: string): string {
  return fieldsOf(request).get(name) ?? "";
}

function tokenAnswer({ accessToken, expiresInS }: ReturnType<TokenServiceOptions["issue"]>): JsonObject {
  return { token_type: "Bearer", expires_in: expiresInS, ext_expires_in: expiresInS, access_token: accessToken };
}
