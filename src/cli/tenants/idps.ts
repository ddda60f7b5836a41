import type { IdpName } from "../../base/idp-name.js";
import type { SetupOptions } from "../arguments/options.js";
import type { Idp } from "../run/idp.js";

/** What is done with one IdP, whichever it is. */
type IdpUser<Result> = <Tenant, Options extends SetupOptions>(idp: Idp<Tenant, Options>) => Result;

interface Registration {
  /** One line for the list of commands. */
  readonly summary: string;
  /** Loads the IdP, and hands it to `use`. */
  load<Result>(use: IdpUser<Result>): Promise<Result>;
}

/** Every IdP of the command line, loaded when a command needs it. */
export const IDPS: Readonly<Record<IdpName, Registration>> = {
  okta: {
    summary: "carry out a vendor's guide on an Okta org, or rehearse it with --dry-run",
    load: async (use) => use((await import("./okta-idp.js")).oktaIdp),
  },
  entra: {
    summary: "carry out a vendor's guide on a Microsoft Entra tenant, or rehearse it with --dry-run",
    load: async (use) => use((await import("./entra-idp.js")).entraIdp),
  },
};
