import type { IdpName } from "../../base/idp-name.js";

/** What texts call one IdP and what is its. */
export interface IdpWords {
  /** In commands and files: `entra`. */
  readonly name: IdpName;
  /** In running text: `Entra`. */
  readonly brand: string;
  /** In full: `Microsoft Entra ID`. */
  readonly product: string;
  /** Where its administrators work: `Okta Admin Console`. */
  readonly console: string;
  /** What its people call a tenant: `org`. */
  readonly tenantWord: string;
}
