import { SetupError } from "../../base/errors.js";
import type { OktaSignIn } from "./sign-in.js";
import { ACCESS } from "./access.js";
import { isForbidden } from "./errors.js";
import { organizationSchema, signedInUserSchema, type OktaOrganization, type OktaSignedInUser } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** Which org answers, and who is signed in. */
export interface OktaIdentity {
  readonly orgId: string;
  /** The org's address on Okta's own domain, also when the request went to a custom domain. */
  readonly organizationUrl: string | undefined;
  /** The username; undefined when the token may not read its own user and the sign-in does not know it either. */
  readonly signedInAs: string | undefined;
}

/** Calls about the org and the signed-in administrator. */
export interface IdentityApi {
  /** @throws SetupError `okta-unauthorized` (exit 4) when Okta does not accept the token */
  read(): Promise<OktaIdentity>;
}

/**
 * @param signIn - knows who signed in where the access token may not read its own user: service apps cannot be granted the
 *   scope for that, so it is never requested
 */
export function identityApi(
  transport: OktaTransport,
  { who, scopes }: Pick<OktaSignIn, "who" | "scopes">,
): IdentityApi {
  async function signedInAs(): Promise<string | undefined> {
    if (scopes !== undefined && !scopes.has(ACCESS.readSelf.scope)) return who;
    try {
      const call = {
        method: "GET",
        path: "/api/v1/users/me",
        purpose: "read the signed-in user",
        needs: ACCESS.readSelf,
      } as const;
      const user: OktaSignedInUser = await transport.ask(call, signedInUserSchema);
      return user.profile.login;
    } catch (error) {
      // A token without the right to read users can still be the right token for everything else.
      if (isForbidden(error) || (error instanceof SetupError && error.code === "okta-not-found")) return who;
      throw error;
    }
  }

  return {
    read: async () => {
      const organization: OktaOrganization = await transport.ask(
        {
          method: "GET",
          path: "/.well-known/okta-organization",
          purpose: "read the org's ID",
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
