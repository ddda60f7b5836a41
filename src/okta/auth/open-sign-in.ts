import type { AccessNeed } from "../../setup/model/rights.js";
import type { OktaCredentials } from "./credentials.js";
import type { OktaSignIn } from "../api/sign-in.js";
import { ssws } from "./ssws.js";
import type { SignInPlace } from "./token-endpoint.js";

/**
 * Signs in. An API token is not tried out; the other ways get their first access token here, with exactly the scopes that are needed.
 *
 * @param needs - the rights that the run needs, each with one scope
 * @throws SetupError `okta-token-invalid` (exit 64); exit 4 with its own code for each reason Okta has; exit 1 when Okta
 *   cannot be reached
 */
export async function openSignIn(
  credentials: OktaCredentials,
  needs: readonly AccessNeed[],
  place: SignInPlace,
): Promise<OktaSignIn> {
  switch (credentials.way) {
    case "api-token": {
      const signIn = ssws(credentials.token);
      if (place.onSecret !== undefined) signIn.watchSecrets(place.onSecret);
      return signIn;
    }
    // Loading the code for keys and JWTs takes time, and an API token needs none of it.
    case "private-key":
      return (await import("./service-app.js")).signInServiceApp(credentials, needs, place);
    case "device":
      return (await import("./device-flow.js")).signInDevice(credentials, needs, place);
  }
}
