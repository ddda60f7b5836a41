import { once } from "node:events";
import { readFileSync } from "node:fs";
import { request as send } from "node:http";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import tls, { type SecureContextOptions } from "node:tls";

/** A request of a client, with what it was answered. */
export interface Call {
  readonly method: string;
  /** With its query, as it was sent. */
  readonly path: string;
  readonly status: number;
  readonly answer: string;
}

/** A simulated tenant as the clients reach it: over TLS, under a name. */
export interface Front {
  /** `https://localhost:PORT`. */
  readonly url: string;
  /** Everything that the clients sent so far. */
  readonly calls: Call[];
  close(): Promise<void>;
}

/**
 * Starts a TLS server in front of a plain one of this machine. Clients of Graph send their token over TLS alone, so the tests change
 * the address and leave the client as it is. This process trusts the certificate, and no real host, until the front is closed.
 */
export async function startFront(upstream: string): Promise<Front> {
  const pem = (name: string): Buffer => readFileSync(new URL(`../../support/tls/${name}.pem`, import.meta.url));
  const calls: Call[] = [];
  let url = "";
  const server = createServer({ cert: pem("private"), key: pem("key") }, (request, response) => {
    void buffer(request).then((body) => {
      const { method = "GET", url: path = "/" } = request;
      const headers = { ...request.headers, host: new URL(upstream).host, "accept-encoding": "identity" };
      const forwarded = send(upstream + path, { method, headers }, (answer) => {
        void buffer(answer).then((plain) => {
          const text = plain.toString("utf8").replaceAll(upstream, url);
          const link = [answer.headers["link"] ?? []].flat().map((one) => one.replaceAll(upstream, url));
          const status = answer.statusCode ?? 502;
          calls.push({ method, path, status, answer: text });
          const changed = { ...(link.length === 0 ? {} : { link }), "content-length": Buffer.byteLength(text) };
          response.writeHead(status, { ...answer.headers, ...(status === 204 ? {} : changed) }).end(text);
        });
      });
      forwarded.on("error", () => response.destroy());
      forwarded.end(body);
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  url = `https://localhost:${String((server.address() as AddressInfo).port)}`;
  const distrust = trustOnly(pem("private-authority"));
  return {
    url,
    calls,
    close: async () => {
      distrust();
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What NODE_EXTRA_CA_CERTS does for a process that is yet to be started. */
function trustOnly(ca: Buffer): () => void {
  const make = tls.createSecureContext;
  tls.createSecureContext = (options: SecureContextOptions = {}) => make({ ca, ...options });
  return () => {
    tls.createSecureContext = make;
  };
}
