import { declareResults, type GivenResults } from "../../setup/step/step-results.js";
import type { OktaApp } from "../api/schemas.js";

/** An attribute of the app's people: its data type in the console's words, and its name on the target. */
export interface AppAttribute {
  readonly type: string;
  readonly externalName: string;
  readonly externalNamespace?: string;
}

/** What steps give to later ones. They start empty, and each look gives them anew. */
export interface OktaResults {
  /** The app of this set-up as last read; undefined before it exists. */
  readonly app: OktaApp | undefined;
  /** Attributes that are added to the app's user profile, by name: where they go, also before the tenant shows them. */
  readonly attributes: ReadonlyMap<string, AppAttribute>;
  /** True once a console stop of this run is over: what features lack now, nobody is about to switch on. */
  readonly stopOver: boolean;
  /** Names of the groups the template assigns. */
  readonly assigned: ReadonlySet<string>;
}

/** Results before anything was looked at. */
export function noResults(): OktaResults {
  return { app: undefined, attributes: new Map(), stopOver: false, assigned: new Set() };
}

/** Declares what a kind of step gives to later ones. */
export function oktaResults<Name extends keyof OktaResults>(...names: Name[]): GivenResults<OktaResults, Name> {
  return declareResults<OktaResults, Name>(names);
}
