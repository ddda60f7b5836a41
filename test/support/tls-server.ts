import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as send } from "node:http";
import { createServer, type Server, type ServerOptions } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { fileURLToPath } from "node:url";

/** The authority that signed the certificates of the tests; valid until 2119, and trusted by nobody. */
export const TEST_AUTHORITY = fileURLToPath(new URL("tls/authority.pem", import.meta.url));
/** A company's own authority, which signed the certificate of {@link startTlsFront}; nobody has its key any more. */
export const PRIVATE_AUTHORITY = fileURLToPath(new URL("tls/private-authority.pem", import.meta.url));

/** The key is nobody's secret. */
function credentials(certificate: string): ServerOptions {
  const pem = (name: string): Buffer => readFileSync(new URL(`tls/${name}.pem`, import.meta.url));
  return { cert: pem(certificate), key: pem("key") };
}

/**
 * A server with a certificate that cannot be trusted; listens nowhere yet.
 *
 * @param certificate - `expired`: for localhost, until 2020; `other-host`: valid, for other.example; `self-signed`: for localhost
 */
export function tlsServer(certificate: "expired" | "other-host" | "self-signed"): Server {
  return createServer(credentials(certificate), (_request, response) => {
    response.end("{}");
  });
}

/** A server of this machine as the world sees it: under a name, with a certificate for it. */
export interface TlsFront {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Starts a TLS server that hands requests on to a plain one and lets its answers speak of the public address. Its certificate is
 * for localhost, acme.okta.com, graph.microsoft.com and scim.total.example.
 *
 * @param upstream - the plain server's origin, which must be of this machine
 * @param origin - the public one
 */
export async function startTlsFront(upstream: string, origin: string): Promise<TlsFront> {
  const server = createServer(credentials("private"), (request, response) => {
    void buffer(request).then((body) => {
      const headers = { ...request.headers, host: new URL(upstream).host, "accept-encoding": "identity" };
      const forwarded = send(new URL(request.url ?? "/", upstream), { method: request.method, headers }, (answer) => {
        void buffer(answer).then((plain) => {
          const text = plain.toString("utf8").replaceAll(upstream, origin);
          const link = [answer.headers["link"] ?? []].flat().map((one) => one.replaceAll(upstream, origin));
          response.writeHead(answer.statusCode ?? 502, {
            ...answer.headers,
            ...(link.length === 0 ? {} : { link }),
            "content-length": Buffer.byteLength(text),
          });
          response.end(text);
        });
      });
      forwarded.on("error", () => response.destroy());
      forwarded.end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    port: (server.address() as AddressInfo).port,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
