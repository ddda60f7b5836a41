import type { JsonObject } from "../../../base/json.js";
import type { Secret } from "../../../base/secret.js";
import type { AppType, SignOnMode } from "./app-types/app-type.js";
import type { ProvisioningSettings, AppKind } from "./settings.js";
import type { AppSchema } from "./app-schema.js";
import type { AppUsers } from "./app-user.js";
import type { ProfileMapping } from "./profile-mapping.js";
import type { PushMapping } from "./push-mapping.js";

/** The part of an app that the Apps API writes. */
export interface AppSettings {
  readonly label: string;
  /** As Okta answers it, which is not always what was asked for; null for an app that signs nobody on. */
  readonly signOnMode: SignOnMode | null;
  readonly accessibility: JsonObject;
  readonly visibility: JsonObject;
  readonly credentials: JsonObject;
  readonly settings: JsonObject;
}

/** A group that is assigned to an app. */
export interface GroupAssignment {
  readonly groupId: string;
  readonly priority: number;
  readonly profile: JsonObject;
  readonly lastUpdated: number;
}

/** An app with all that hangs on it. */
export interface OktaApp {
  readonly id: string;
  readonly kind: AppKind;
  readonly type: AppType;
  /** `<subdomain>_<slug of the label>_<counter>`, or the catalog's name; does not follow a changed label. */
  readonly name: string;
  /** Of an OpenID Connect app; without a secret where it proves itself in another way. */
  readonly client?: { readonly id: string; readonly secret?: Secret };
  readonly created: number;
  lastUpdated: number;
  status: "ACTIVE" | "INACTIVE";
  written: AppSettings;
  readonly provisioning: ProvisioningSettings;
  readonly assignments: Map<string, GroupAssignment>;
  readonly users: AppUsers;
  readonly mappings: Map<string, PushMapping>;
  readonly schema: AppSchema;
  /** From the Okta user to the app user. */
  readonly toApp: ProfileMapping;
  /** From the app user to the Okta user. */
  readonly fromApp: ProfileMapping;
}
