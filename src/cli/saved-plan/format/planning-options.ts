import { z } from "zod";
import type { JsonObject } from "../../../base/json.js";
import type { IdpOptions } from "../../run/idp-options.js";

const ids = z.array(z.string());

const OF_EVERY_IDP = {
  // Which steps write: seen at every step of the plan.
  only: ids.describe("IDs of the steps that write; empty means all"),
  skip: ids.describe("IDs of the steps that are left unchanged"),
  // Which app of the tenant that the command line names: its id stands at every change.
  appId: z.string().exactOptional().describe("ID of the app that is set up in the tenant"),
};

/** Says which options of an IdP a plan's file may contain. */
export type Planning = Pick<IdpOptions<never>, "planning">;

/**
 * The options that a plan's file may contain, by commander's names: each decides what is planned, so the compared plans show it.
 * Options that decide where a secret goes, which file is read or written, who signs in, or that lift a safeguard (`--confirm`) are
 * given by whoever applies the plan, and are not on the list.
 */
export function planningSchema({ planning }: Planning) {
  return z.strictObject({ ...OF_EVERY_IDP, ...planning });
}

/** The names on the list of an IdP. */
export function planningNames({ planning }: Planning): readonly string[] {
  return [...Object.keys(OF_EVERY_IDP), ...Object.keys(planning)];
}

/** The options that decide what is planned; those not given are left out. */
export function planningOptions(idp: Planning, options: object): JsonObject {
  const names = new Set(planningNames(idp));
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => names.has(name) && value !== undefined));
}
