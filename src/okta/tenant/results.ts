import { declareResults, type GivenResults } from "../../setup/step/step-results.js";
import type { OktaApp } from "../api/schemas.js";

/** An attribute of the app's user profile: its data type as the console names it, and its name on the SCIM server. */
export interface AppAttribute {
  readonly type: string;
  readonly externalName: string;
  readonly externalNamespace?: string;
}

/** What steps give to later ones. They start empty, and each look sets them again. */
export interface OktaResults {
  /** The app of this set-up as last read; undefined before it exists. */
  readonly app: OktaApp | undefined;
  /** Attributes that are added to the app's user profile, by name, also before the tenant shows them. */
  readonly attributes: ReadonlyMap<string, AppAttribute>;
  /** True once a manual step of this run is over: a feature that is off now stays off. */
  readonly stopOver: boolean;
  /** Names of the groups the template assigns. */
  readonly assigned: ReadonlySet<string>;
}

/** Results before the first look. */
export function noResults(): OktaResults {
  return { app: undefined, attributes: new Map(), stopOver: false, assigned: new Set() };
}

/** Declares what a kind of step gives to later ones. */
export function oktaResults<Name extends keyof OktaResults>(...names: Name[]): GivenResults<OktaResults, Name> {
  return declareResults<OktaResults, Name>(names);
}
