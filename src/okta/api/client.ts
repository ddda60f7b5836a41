import { createRequire } from "node:module";
import type { Http } from "@okta/okta-sdk-nodejs/src/types/http.js";
import { OktaRequestExecutor, type ExecutorOptions } from "./executor.js";

const require = createRequire(import.meta.url);

/**
 * The SDK's HTTP client for one org, with its sign-in, its cache and its retries out of play: its OAuth swallows what the token
 * endpoint answers, and goes on with a token called undefined. Only this part of the SDK is loaded: its front door brings 1,851
 * models along, which takes a second, and reads okta.yaml from the working folder.
 */
export function createClient(options: ExecutorOptions): Pick<Http, "http"> {
  const { Http: HttpClient } = require("@okta/okta-sdk-nodejs/src/http.js") as { readonly Http: typeof Http };
  const executor = new OktaRequestExecutor(options);
  // Its declaration asks for an OAuth client, which is optional (src/http.js, prepareRequest).
  const parts = { requestExecutor: executor, cacheMiddleware: null } as unknown as ConstructorParameters<
    typeof Http
  >[0];
  return new HttpClient(parts);
}
