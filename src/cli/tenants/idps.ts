import type { IdpName } from "../../base/idp-name.js";
import type { SetupOptions } from "../arguments/options.js";
import type { Idp } from "../run/idp.js";

/** A function for any IdP. */
type IdpUser<Result> = <Tenant, Options extends SetupOptions>(idp: Idp<Tenant, Options>) => Result;

/** Loads an IdP, and calls the function with it. */
type LoadIdp = <Result>(use: IdpUser<Result | Promise<Result>>) => Promise<Result>;

/** Every IdP of the command line, loaded when a command needs it. */
export const IDPS: Readonly<Record<IdpName, LoadIdp>> = {
  okta: async (use) => use((await import("./okta-idp.js")).oktaIdp),
  entra: async (use) => use((await import("./entra-idp.js")).entraIdp),
};
