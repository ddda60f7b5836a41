import { SetupError } from "../../base/errors.js";
import { ACCESS } from "./access.js";
import { organizationSchema, signedInUserSchema } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** Which org answers, and who is signed in. */
export interface OktaIdentity {
  readonly orgId: string;
  /** The org's address on Okta's own domain, also when a custom domain was asked. */
  readonly organizationUrl: string | undefined;
  /** Sign-in name; undefined when the token may not read its own person. */
  readonly signedInAs: string | undefined;
}

/** Calls about the org and the signed-in administrator. */
export interface IdentityApi {
  /** @throws SetupError `okta-unauthorized` (exit 4) when the token is not accepted */
  read(): Promise<OktaIdentity>;
}

export function identityApi(transport: OktaTransport): IdentityApi {
  async function signedInAs(): Promise<string | undefined> {
    try {
      const call = {
        method: "GET",
        path: "/api/v1/users/me",
        purpose: "read who is signed in",
        needs: ACCESS.readSelf,
      } as const;
      return (await transport.ask(call, signedInUserSchema)).profile.login;
    } catch (error) {
      // A token without the right to read people can still be the right token for everything else.
      if (error instanceof SetupError && (error.code === "okta-forbidden" || error.code === "okta-not-found"))
        return undefined;
      throw error;
    }
  }

  return {
    read: async () => {
      const organization = await transport.ask(
        {
          method: "GET",
          path: "/.well-known/okta-organization",
          purpose: "read which org this is",
        },
        organizationSchema,
      );
      return {
        orgId: organization.id,
        organizationUrl: organization._links?.organization?.href,
        signedInAs: await signedInAs(),
      };
    },
  };
}
