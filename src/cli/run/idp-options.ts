import type { ZodRawShape } from "zod";
import type { Fault } from "../../sandbox/http/faults.js";
import type { Io } from "../terminal/io.js";
import type { NamedTenant } from "./signed-in.js";

/** A place on the network that a run needs. */
export interface Endpoint {
  /** For example `the Okta org`. */
  readonly name: string;
  /** Requested without signing in; any answer is fine. */
  readonly url: URL;
}

/** The options of one IdP's command, and what they say before sign-in. */
export interface IdpOptions<Options> {
  readonly faults: Readonly<Record<string, Fault>>;
  /**
   * The options of the IdP that a plan's file may contain, by commander's names: each decides what is planned, so the compared plans
   * show it. An option that decides where a secret goes, which file is read or written, or who signs in is never among them.
   */
  readonly planning: ZodRawShape;
  /** Address of the console of the tenant that the options name; undefined when they name none. */
  consoleUrl(options: Options, env: Io["env"]): string | undefined;
  /** The flags and variables that name a tenant, in words: `--org-url URL or OKTA_CLIENT_ORGURL`. */
  readonly tenantNaming: string;
  /**
   * The tenant that options and variables name, as far as it is known before signing in; undefined when they name none.
   *
   * @throws SetupError (exit 64) for an address that cannot be one
   */
  namedTenant(options: Options, env: Io["env"]): NamedTenant | undefined;
  /** The flags that name the tenant, as given: words of a command line. */
  tenantFlags(options: Options): readonly string[];
  /**
   * The places that a run contacts to sign in and afterwards, each with an address that needs no sign-in.
   *
   * @throws SetupError (exit 64) for options or variables that name no such place
   */
  places(options: Options, env: Io["env"]): readonly Endpoint[];
  /** Why the IdP would refuse a SCIM base URL; undefined when it would not. */
  baseUrlProblem(url: string, options: Options): string | undefined;
}
