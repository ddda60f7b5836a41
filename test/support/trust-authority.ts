import { readFileSync } from "node:fs";
import tls, { type SecureContextOptions } from "node:tls";
import { TEST_AUTHORITY } from "./tls-server.js";

/**
 * Lets this process trust the tests' own authority and no other, until the returned function is called: what NODE_EXTRA_CA_CERTS
 * does for a process that is yet to be started. No connection to a real host over TLS can be made then.
 */
export function trustTestAuthorityOnly(): () => void {
  const make = tls.createSecureContext;
  const ca = readFileSync(TEST_AUTHORITY);
  tls.createSecureContext = (options: SecureContextOptions = {}) => make({ ca, ...options });
  return () => {
    tls.createSecureContext = make;
  };
}
