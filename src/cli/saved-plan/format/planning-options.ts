import { z } from "zod";
import type { JsonObject } from "../../../base/json.js";
import type { IdpOptions } from "../../run/idp-options.js";

const ids = z.array(z.string());

const OF_EVERY_IDP = {
  // Which steps write: seen at every step of the plan.
  only: ids.describe("Ids of the steps that write; empty: all"),
  skip: ids.describe("Ids of the steps that are left out"),
  // Which app of the tenant that the command line names: its id stands at every change.
  appId: z.string().exactOptional().describe("Id of the app in the tenant that is set up"),
};

/** What of an IdP says which options a plan's file may hold. */
export type Planning = Pick<IdpOptions<never>, "planning">;

/**
 * The options that a plan's file may hold, by commander's names: each decides what is planned, so that it shows in the plan that is
 * compared. Whatever says where a secret goes, which file is read or written, who signs in, or that a safeguard is lifted
 * (`--confirm`) is said by whoever applies the plan, and is on no such list.
 */
export function planningSchema({ planning }: Planning) {
  return z.strictObject({ ...OF_EVERY_IDP, ...planning });
}

/** The names on the list of an IdP. */
export function planningNames({ planning }: Planning): readonly string[] {
  return [...Object.keys(OF_EVERY_IDP), ...Object.keys(planning)];
}

/** Those of all options that decide what is planned; what was not given is left out. */
export function planningOptions(idp: Planning, options: object): JsonObject {
  const names = new Set(planningNames(idp));
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => names.has(name) && value !== undefined));
}
