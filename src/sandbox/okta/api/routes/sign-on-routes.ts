import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { JsonObject } from "../../../../base/json.js";
import { ACCESS_POLICY } from "../../org/app-types/app-links.js";
import { shapeOf } from "../../org/app-types/app-type.js";
import { keyId } from "../../org/app-types/credentials-view.js";
import type { OktaApp } from "../../org/app.js";
import type { Org } from "../../org/org.js";
import { resourceTime } from "../../org/time.js";
import { notFound, unsupportedOperation } from "../errors.js";
import { pathValue, queryValue } from "../request.js";
import { findApp } from "./apps-routes.js";

const VALID_MS = 10 * 365.25 * 86_400_000;
const BINDINGS = ["HTTP-POST", "HTTP-Redirect"];

/** How users sign in to an app: its policy, its keys, its SAML metadata. Nobody signs in to this org, so that its keys sign nothing. */
export function signOnRoutes(server: FastifyInstance, org: Org): void {
  server.put("/api/v1/apps/:id/policies/:policyId", (request, reply) => {
    findApp(org, pathValue(request, "id"));
    const policyId = pathValue(request, "policyId");
    if (org.kind.engine === "classic" || policyId !== ACCESS_POLICY) throw notFound(policyId, "Policy");
    return reply.code(204).send();
  });

  server.get("/api/v1/apps/:id/credentials/keys", (request) =>
    keysOf(findApp(org, pathValue(request, "id"))).map(renderKey),
  );

  server.get("/api/v1/apps/:id/credentials/keys/:kid", (request) => {
    const kid = pathValue(request, "kid");
    const found = keysOf(findApp(org, pathValue(request, "id"))).find((key) => key.kid === kid);
    if (found === undefined) throw notFound(kid, "JsonWebKey");
    return renderKey(found);
  });

  server.get("/api/v1/apps/:id/sso/saml/metadata", (request, reply) => {
    const app = findApp(org, pathValue(request, "id"));
    if (app.written.signOnMode !== "SAML_2_0")
      throw unsupportedOperation("The sandbox has SAML metadata of SAML apps alone.");
    const [own] = keysOf(app);
    const kid = queryValue(request, "kid");
    if (own === undefined || (kid !== undefined && kid !== own.kid)) throw notFound(kid ?? "", "JsonWebKey");
    return reply.type("application/xml;charset=ISO-8859-1").send(metadata(app, org, certificate(own.kid)));
  });

  function keysOf(app: OktaApp): readonly SigningKey[] {
    const { signing } = shapeOf(app.written.signOnMode);
    if (signing === "none") return [];
    const isOwn = signing === "own key";
    return [{ kid: keyId(isOwn ? app.id : org.id), created: isOwn ? app.created : org.everyone.created }];
  }
}

interface SigningKey {
  readonly kid: string;
  readonly created: number;
}

/** Shape: recorded traffic, May 2026. */
function renderKey({ kid, created }: SigningKey): JsonObject {
  return {
    kty: "RSA",
    created: resourceTime(created),
    lastUpdated: resourceTime(created),
    expiresAt: resourceTime(created + VALID_MS),
    kid,
    use: "sig",
    x5c: [certificate(kid)],
    "x5t#S256": createHash("sha256").update(certificate(kid)).digest("base64url"),
    e: "AQAB",
    n: createHash("sha512").update(kid).digest("base64url"),
  };
}

/** Text where a certificate would stand. */
function certificate(kid: string): string {
  return Buffer.from(`simulated certificate ${kid}`).toString("base64");
}

/** Shape: recorded traffic, May 2026. */
function metadata(app: OktaApp, org: Org, x509: string): string {
  const at = `${org.url()}/app/${app.name}/${org.externalKey}`;
  const services = (element: string, path: string): string =>
    BINDINGS.map(
      (binding) =>
        `<md:${element} Binding="urn:oasis:names:tc:SAML:2.0:bindings:${binding}" Location="${at}/${path}/saml"/>`,
    ).join("");
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<md:EntityDescriptor entityID="http://www.okta.com/${org.externalKey}" xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata">`,
    '<md:IDPSSODescriptor WantAuthnRequestsSigned="false" protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol">',
    '<md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data>',
    `<ds:X509Certificate>${x509}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor>`,
    services("SingleLogoutService", "slo"),
    "<md:NameIDFormat>urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress</md:NameIDFormat>",
    services("SingleSignOnService", "sso"),
    "</md:IDPSSODescriptor></md:EntityDescriptor>",
  ].join("");
}
