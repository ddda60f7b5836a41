import type { ExchangeSink } from "../../../../http/exchange.js";
import { SetupError } from "../../../../base/errors.js";
import type { Proxies } from "../../../../http/proxy.js";
import { Secret } from "../../../../base/secret.js";
import { ENTRA_CONTENT_TYPE, ENTRA_HEADERS } from "../../../../dialect/entra/headers.js";
import { splitTenantUrl, type PatchStyle } from "../../../../dialect/entra/tenant-url.js";
import { openScimTransport, type ScimResponse, type ScimTransport } from "../../../../scim-client/http/transport.js";
import type { ScimRequest } from "../../../../scim/message/messages.js";
import type { SandboxServicePrincipal } from "../../tenant/model.js";

/** An open way to the target of one application. */
export interface Connection {
  /** Where `/Users` is appended, without the flags that are for Microsoft's service only. */
  readonly baseUrl: string;
  readonly style: PatchStyle;
  /** @throws ScimTransportError when no whole answer came */
  send(request: ScimRequest): Promise<ScimResponse>;
}

/** Where a user's target is and how it is told who asks. */
export interface Address {
  readonly templateId: string;
  readonly baseAddress: string;
  readonly secretToken: Secret | undefined;
}

/** All connections of one engine. */
export interface Connections {
  /** @returns undefined when no request can be sent to this address at all */
  open(address: Address): Connection | undefined;
  requests(): Record<ScimRequest["method"], number>;
  close(): void;
}

/** Requests at the same time; a target has to bear 25 a second. Source: Microsoft Learn, use-scim-to-provision-users-and-groups. */
export const CONCURRENCY = 8;

export function createConnections(
  now: () => number,
  record: ExchangeSink | undefined,
  proxies: Proxies | undefined,
): Connections {
  const counts = { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 };
  const opened: { readonly baseUrl: string; readonly token: Secret; readonly transport: ScimTransport }[] = [];

  /** Kept for the life of the engine: a changed address or token gets a transport of its own. */
  function transportTo(baseUrl: string, token: Secret): ScimTransport {
    const known = opened.find((one) => one.baseUrl === baseUrl && one.token.reveal() === token.reveal());
    if (known !== undefined) return known.transport;
    const transport = openScimTransport({
      baseUrl,
      authorization: new Secret(`Bearer ${token.reveal()}`),
      headers: ENTRA_HEADERS,
      contentType: ENTRA_CONTENT_TYPE,
      from: "entra",
      now,
      maxSockets: CONCURRENCY,
      proxies,
      ...(record === undefined ? {} : { record }),
    });
    opened.push({ baseUrl, token, transport });
    return transport;
  }

  return {
    open({ templateId, baseAddress, secretToken }) {
      const { baseUrl: given, style } = splitTenantUrl(baseAddress);
      const baseUrl = isLegacy(templateId) ? withScim(given) : given;
      let transport: ScimTransport;
      try {
        transport = transportTo(baseUrl, secretToken ?? ownToken());
      } catch (error) {
        if (error instanceof SetupError) return undefined;
        throw error;
      }
      const send = (request: ScimRequest): Promise<ScimResponse> => {
        counts[request.method] += 1;
        return transport.send(request);
      };
      return { baseUrl, style, send };
    },
    requests: () => ({ ...counts }),
    close: () => {
      for (const { transport } of opened) transport.close();
    },
  };
}

/** The address saved for an application; undefined while none is. */
export function savedAddress(app: SandboxServicePrincipal, templateId: string): Address | undefined {
  const base = app.settings.get("BaseAddress");
  const token = app.settings.get("SecretToken");
  const baseAddress = base instanceof Secret ? base.reveal() : base;
  if (baseAddress === undefined || baseAddress === "") return undefined;
  return { templateId, baseAddress, secretToken: typeof token === "string" ? secretOf(token) : token };
}

/** A setting that is no secret, as `SyncAll`. */
export function settingOf(app: SandboxServicePrincipal, name: string): string | undefined {
  const value = app.settings.get(name);
  return value instanceof Secret ? value.reveal() : value;
}

function secretOf(token: string): Secret | undefined {
  return token === "" ? undefined : new Secret(token);
}

/** Jobs of the old template append `/scim` themselves. Source: recorded traffic, October 2026. */
function isLegacy(templateId: string): boolean {
  return templateId.startsWith("customappsso");
}

function withScim(baseAddress: string): string {
  const [address = "", ...query] = baseAddress.split("?");
  return [`${address.replace(/\/+$/, "")}/scim`, ...query].join("?");
}

/**
 * Without a secret token Microsoft's service shows a token that it has issued itself, for this audience.
 * Source: Microsoft Learn, use-scim-to-provision-users-and-groups (authorization). This one is signed by nobody.
 */
function ownToken(): Secret {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");
  return new Secret(
    `${part({ typ: "JWT", alg: "none" })}.${part({ aud: "8adf8e6e-67b2-4cf2-a259-e3dc5476c621" })}.sandbox`,
  );
}
