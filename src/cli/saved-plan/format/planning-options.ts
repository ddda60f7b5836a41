import { z } from "zod";
import type { JsonObject } from "../../../base/json.js";

const ids = z.array(z.string());

const ofBoth = {
  // Which steps write: seen at every step of the plan.
  only: ids.describe("Ids of the steps that write; empty: all"),
  skip: ids.describe("Ids of the steps that are left out"),
  // Which app of the tenant that the command line names: its id stands at every change.
  appId: z.string().exactOptional().describe("Id of the app in the tenant that is set up"),
};

/**
 * The options that a plan's file may hold, by commander's names: each decides what is planned, so that it shows in the plan that is
 * compared. Whatever says where a secret goes, which file is read or written, who signs in, or that a safeguard is lifted
 * (`--confirm`) is said by whoever applies the plan, and is on no such list.
 */
export const PLANNING_OPTIONS = {
  okta: z.strictObject({
    ...ofBoth,
    // Each group that it makes is a change of the plan.
    createGroups: z.boolean().describe("Whether groups that are missing in the tenant are made"),
  }),
  entra: z.strictObject({
    ...ofBoth,
    // The application that it makes is a change of the plan.
    newApp: z
      .union([z.string(), z.literal(true)])
      .exactOptional()
      .describe("Name of the application that is made, or true for the name that the template gives"),
    // Users of the tenant who are provisioned at once: a change of the plan.
    onDemand: ids.describe("Sign-in names of users who are provisioned at once"),
    // Said at the change that it concerns; the credentials go to the same address with it and without it.
    skipTest: z.boolean().describe("Whether the connection is set without testing it"),
  }),
} as const;

/** What a plan's file says about how it was made. */
export type PlanningOptions = z.output<(typeof PLANNING_OPTIONS)["okta" | "entra"]>;

/** The names on the list of an IdP. */
export function planningNames(idp: "okta" | "entra"): readonly string[] {
  return Object.keys(PLANNING_OPTIONS[idp].shape);
}

/** Those of all options that decide what is planned; what was not given is left out. */
export function planningOptions(idp: "okta" | "entra", options: object): JsonObject {
  const names = new Set(planningNames(idp));
  return Object.fromEntries(Object.entries(options).filter(([name, value]) => names.has(name) && value !== undefined));
}
