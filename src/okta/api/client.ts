import { Client } from "@okta/okta-sdk-nodejs";
import { EXIT, SetupError } from "../../base/errors.js";
import { OktaRequestExecutor, type ExecutorOptions } from "./executor.js";

/**
 * The SDK's client for one org, used for transport only, with its sign-in, its cache and its retries out of play: its OAuth swallows what the
 * token endpoint answers, and goes on with a token called undefined.
 *
 * @throws SetupError `okta-configuration-unreadable` (exit 1) when an okta.yaml, which the SDK reads in any case, is broken
 */
export function createClient(options: ExecutorOptions): Client {
  // Every setting is given, also the empty ones: what is left out the SDK takes from ~/.okta/okta.yaml, ./okta.yaml or the environment.
  const configuration = {
    orgUrl: options.orgUrl,
    authorizationMode: "SSWS",
    // It wants one; each request brings its own signature, which takes the place of this.
    token: "none",
    clientId: "",
    scopes: [],
    privateKey: "",
    keyId: "",
    userAgent: "total-setup",
    cacheMiddleware: null,
    requestExecutor: new OktaRequestExecutor(options),
  };
  try {
    return new Client(configuration);
  } catch (cause) {
    throw new SetupError({
      code: "okta-configuration-unreadable",
      exitCode: EXIT.failed,
      what: "The Okta SDK could not be started",
      why: "it reads okta.yaml in the working folder and ~/.okta/okta.yaml, and one of them is broken; no value of them is used",
      fix: ["Mend or move that file, or run total-setup in another folder."],
      cause,
    });
  }
}
