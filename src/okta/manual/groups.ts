import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";
import { APPS } from "./apps.js";

// Groups of the app, by hand in the Okta Admin Console and in its own words (Okta help: "Assign an app integration to a group",
// "Enable Group Push").

/** @param profile - values in the assignment's own form, by attribute */
export function groupAssignmentsByHand(
  groups: readonly string[],
  profile: Readonly<Record<string, unknown>>,
): ManualPart {
  const set = Object.entries(profile).map(([label, value]): ConsoleField => ({
    label,
    value: String(value),
    note: "In the window that opens for the group.",
  }));
  const more = set.length === 0 ? "" : " set the values below that are not groups,";
  return {
    path: APPS,
    clicks: [
      "In the app, open Assignments > Assign > Assign to Groups.",
      `Click Assign beside each group below,${more} click Save and Go Back.`,
      "Click Done.",
    ],
    fields: [...groups.map((value) => ({ label: "Group", value })), ...set],
    verify: ["Assignments > Groups lists each group.", "Assignments > People lists their members without an error."],
    hints: ["From the other side: Directory > Groups, the group, tab Applications, Assign Applications, Assign."],
  };
}

/** The Push Groups tab. */
export function groupPushByHand(groups: readonly string[], target: "create" | "link"): ManualPart {
  return {
    path: APPS,
    clicks: [
      "Wait until the people of these groups are at the vendor: a push carries only them.",
      "In the app, open the tab Push Groups, and there Push Groups > Find groups by name.",
      "Enter a group's name, select it, and keep Push group memberships immediately ticked.",
      target === "create"
        ? "Select Create Group. Where Okta offers only Link Group, the vendor has a group of that name, whose members the push replaces."
        : "Select Link Group and choose the vendor's group.",
      "Click Save, and do the same for the next group.",
    ],
    fields: groups.map((value) => ({ label: "Enter a group to push", value })),
    verify: ["Push Status says Active, in green, beside each group."],
  };
}
