import type { IdpName } from "../../base/idp-name.js";
import type { Option } from "commander";
import type { FaultNames } from "./fault-option.js";
import type { CommandAction } from "./run-action.js";

/** What the command line needs to know about one IdP to read and explain its options. */
export interface IdpArguments {
  readonly name: IdpName;
  /** What its administrators call a tenant, for example `Okta org`. */
  readonly tenant: string;
  /** The last word of it: `org`. */
  readonly tenantWord: string;
  /** An option that names a tenant, for examples. */
  readonly tenantExample: string;
  /** Name of the app that the default template creates, for examples. */
  readonly appExample: string;
  /** Whether it pushes groups on their own, which an undo can delete on the SCIM server. */
  readonly pushesGroups: boolean;
  /** Last lines of a help page: where sign-in is explained. */
  readonly signInHelp: string;
  /** Names of the faults its dry run knows. */
  readonly faults: FaultNames;
  /**
   * The options for tenant, app and sign-in; every sub-command accepts them.
   *
   * @param dryRun - whether the help is for a dry run, which does not sign in
   */
  readonly tenantOptions: (action: CommandAction, dryRun: boolean) => Option[];
}
