import type { JsonObject } from "../../../../base/json.js";
import type { AppKind } from "../settings.js";

/** The sign-on modes that this sandbox knows. Source: Okta Management API, ApplicationSignOnMode. */
export type SignOnMode =
  "SAML_2_0" | "OPENID_CONNECT" | "AUTO_LOGIN" | "BROWSER_PLUGIN" | "SECURE_PASSWORD_STORE" | "BASIC_AUTH" | "BOOKMARK";

/** What is the same for all apps of one type: an app of the catalog, or a custom app of one sign-on mode. */
export interface AppType {
  /** As the catalog and the console call it. */
  readonly title: string;
  readonly kind: AppKind;
  /** Which mode an app gets, by the mode that was asked for; null for one that signs nobody on. The first is for who asks for none. */
  readonly modes: Readonly<Partial<Record<SignOnMode, SignOnMode | null>>>;
  /** The links of the End-User Dashboard, and which are shown at first; one of the app's own name when absent. */
  readonly appLinks?: Readonly<Record<string, boolean>>;
  /** `settings.app` before anything is set. */
  readonly app: JsonObject;
  /** Of `settings.app`, what a request has to bring. */
  readonly required: readonly string[];
  /** Whether users see it at first; true when absent. */
  readonly visible?: boolean;
  /** Further parts of the app's answer. */
  readonly more?: JsonObject;
  /** Sign-on modes that Okta refuses for a reason of the app's own. */
  readonly refused?: Readonly<Record<string, string>>;
  /** Whether the API can write the app's provisioning connection; false when absent. */
  readonly connection?: "token";
}

/** What differs between the sign-on modes. */
interface ModeShape {
  /** "Sign on method" in the console. */
  readonly title: string;
  /** Members of `credentials` that every app of the mode has. */
  readonly credentials: JsonObject;
  /** Whose key signs: one of the app's own, the org's, or nobody's. */
  readonly signing: "own key" | "org's key" | "none";
  readonly links: readonly ("help" | "metadata" | "clientCredentials")[];
}

/** The org's own words of what a password app does with passwords. */
const PASSWORDS: JsonObject = { scheme: "EDIT_USERNAME_AND_PASSWORD", revealPassword: false };

/** Source: recorded answers of all modes, 2020 to 2026. */
export const MODES: Readonly<Record<SignOnMode, ModeShape>> = {
  SAML_2_0: { title: "SAML 2.0", credentials: {}, signing: "own key", links: ["help", "metadata"] },
  OPENID_CONNECT: { title: "OpenID Connect", credentials: {}, signing: "org's key", links: ["clientCredentials"] },
  AUTO_LOGIN: { title: "Secure Web Authentication", credentials: PASSWORDS, signing: "none", links: [] },
  BROWSER_PLUGIN: { title: "Secure Web Authentication", credentials: PASSWORDS, signing: "none", links: [] },
  SECURE_PASSWORD_STORE: { title: "Secure Password Store", credentials: PASSWORDS, signing: "none", links: [] },
  BASIC_AUTH: { title: "Basic Authentication", credentials: PASSWORDS, signing: "none", links: [] },
  BOOKMARK: { title: "Bookmark", credentials: {}, signing: "none", links: [] },
};

/** What an app without a sign-on mode has. */
export const NO_MODE: ModeShape = { title: "None", credentials: {}, signing: "none", links: [] };

/** What differs for an app of this mode. */
export function shapeOf(mode: SignOnMode | null): ModeShape {
  return mode === null ? NO_MODE : MODES[mode];
}

/** True for a mode that this sandbox knows. */
export function isSignOnMode(value: unknown): value is SignOnMode {
  return typeof value === "string" && value in MODES;
}
