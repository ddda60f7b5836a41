import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:https";
import { fileURLToPath } from "node:url";

/** The authority that signed the certificates of the tests; valid until 2119, and trusted by nobody. */
export const TEST_AUTHORITY = fileURLToPath(new URL("tls/authority.pem", import.meta.url));

/**
 * A server with a certificate that cannot be trusted; listens nowhere yet. The key is nobody's secret.
 *
 * @param certificate - `expired`: for localhost, until 2020; `other-host`: valid, for other.example; `self-signed`: for localhost
 */
export function tlsServer(certificate: "expired" | "other-host" | "self-signed"): Server {
  const pem = (name: string): Buffer => readFileSync(new URL(`tls/${name}.pem`, import.meta.url));
  return createServer({ cert: pem(certificate), key: pem("key") }, (_request, response) => {
    response.end("{}");
  });
}
