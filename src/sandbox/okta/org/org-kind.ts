import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";

/** The two generations of Okta: Identity Engine, and Classic Engine before it. */
export const ORG_ENGINES = ["identity", "classic"] as const;

export type OrgEngine = (typeof ORG_ENGINES)[number];

/**
 * What an org has or lacks by its edition, its settings and its release. `logout-status`: apps say whether Universal Logout reaches
 * them, which is null in an org without `universal-logout`.
 */
export type OrgFeature =
  | "universal-logout"
  | "logout-status"
  | "entitlements"
  | "single-logout"
  | "group-owners"
  | "realms"
  | "reset-factors"
  | "verified-addresses";

/** What of an org decides how its answers look. */
export interface OrgKind {
  readonly engine: OrgEngine;
  /** As `/.well-known/okta-organization` names the engine. */
  readonly pipeline: "idx" | "v1";
  readonly features: ReadonlySet<OrgFeature>;
}

/** A part of an app, a user or a group that only some orgs show. */
export interface OrgPart {
  readonly of: "app" | "user" | "group";
  /** Keys from the outermost one. */
  readonly place: readonly string[];
  readonly needs: "identity-engine" | OrgFeature;
  /** What stands there in an org without it; absent: nothing. */
  readonly otherwise?: null;
}

/**
 * Which parts those are. Source: recorded traffic of ten orgs, 2020 to 2026: at any one time an org shows a part wherever it can stand,
 * or nowhere. `logout-status` is there since June 2025, `entitlements` since August, `reset-factors` since September, `group-owners`
 * since December; not in every org.
 */
export const ORG_PARTS: readonly OrgPart[] = [
  { of: "app", place: ["_links", "accessPolicy"], needs: "identity-engine" },
  { of: "app", place: ["_links", "profileEnrollment"], needs: "identity-engine" },
  { of: "app", place: ["_links", "policies"], needs: "identity-engine" },
  { of: "app", place: ["universalLogout"], needs: "universal-logout", otherwise: null },
  { of: "app", place: ["universalLogout"], needs: "logout-status" },
  { of: "app", place: ["settings", "emOptInStatus"], needs: "entitlements" },
  { of: "app", place: ["settings", "oauthClient", "participate_slo"], needs: "single-logout" },
  { of: "group", place: ["_links", "owners"], needs: "group-owners" },
  { of: "user", place: ["realmId"], needs: "realms" },
  { of: "user", place: ["_links", "resetFactors"], needs: "reset-factors" },
  { of: "user", place: ["credentials", "emails"], needs: "verified-addresses" },
];

/** What an org of each engine has unless told otherwise. Source: recorded traffic; Classic Engine: of 2020 and March 2025. */
const ENGINES: Readonly<Record<OrgEngine, { pipeline: OrgKind["pipeline"]; features: readonly OrgFeature[] }>> = {
  identity: {
    pipeline: "idx",
    features: ["universal-logout", "logout-status", "entitlements", "single-logout", "group-owners", "reset-factors"],
  },
  classic: { pipeline: "v1", features: [] },
};

/**
 * The kind of an org.
 *
 * @param features - all that it has; absent: what an org of its engine has
 */
export function orgKind(engine: OrgEngine = "identity", features?: readonly OrgFeature[]): OrgKind {
  const usual = ENGINES[engine];
  return { engine, pipeline: usual.pipeline, features: new Set(features ?? usual.features) };
}

/** An app, a user or a group as an org of this kind shows it. */
export function shownBy(kind: OrgKind, of: OrgPart["of"], answer: JsonObject): JsonObject {
  return ORG_PARTS.filter((part) => part.of === of && !has(kind, part.needs)).reduce(
    (shown, { place, otherwise }) => replaced(shown, place, otherwise),
    answer,
  );
}

function has({ engine, features }: OrgKind, needed: OrgPart["needs"]): boolean {
  return needed === "identity-engine" ? engine === "identity" : features.has(needed);
}

/** The answer with another value at one place, or without any. */
function replaced(answer: JsonObject, [key, ...rest]: readonly string[], value: JsonValue | undefined): JsonObject {
  if (key === undefined || answer[key] === undefined) return answer;
  const { [key]: part, ...others } = answer;
  if (rest.length === 0) return value === undefined ? others : { ...answer, [key]: value };
  return isJsonObject(part) ? { ...answer, [key]: replaced(part, rest, value) } : answer;
}
