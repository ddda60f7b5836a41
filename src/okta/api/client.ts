import { Client } from "@okta/okta-sdk-nodejs";
import { EXIT, SetupError } from "../../base/errors.js";
import type { OktaSignIn } from "../auth/ssws.js";
import { OktaRequestExecutor, type ExecutorOptions } from "./executor.js";

interface ClientOptions extends ExecutorOptions {
  readonly signIn: OktaSignIn;
}

/**
 * The SDK's client for one org, used for sign-in and transport only, with its cache and its retries out of play.
 *
 * @throws SetupError `okta-configuration-unreadable` (exit 1) when an okta.yaml, which the SDK reads in any case, is broken
 */
export function createClient({ orgUrl, signIn, ...sending }: ClientOptions): Client {
  // Every setting is given, also the empty ones: what is left out the SDK takes from ~/.okta/okta.yaml, ./okta.yaml or the environment.
  const configuration = {
    orgUrl,
    authorizationMode: signIn.mode,
    token: signIn.token.reveal(),
    clientId: "",
    scopes: [],
    privateKey: "",
    keyId: "",
    userAgent: "total-setup",
    cacheMiddleware: null,
    requestExecutor: new OktaRequestExecutor({ orgUrl, ...sending }),
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
