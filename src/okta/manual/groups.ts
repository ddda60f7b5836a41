import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";
import { APPS } from "./apps.js";

// Groups of the app, as the Okta Admin Console words them (Okta help: "Assign an app integration to a group",
// "Enable Group Push").

/** @param profile - values in the assignment's own form, by attribute */
export function groupAssignmentsByHand(
  groups: readonly string[],
  profile: Readonly<Record<string, unknown>>,
): ManualPart {
  const values = Object.entries(profile).map(([label, value]): ConsoleField => ({
    label,
    value: String(value),
    click: 1,
  }));
  return {
    path: APPS,
    clicks: [
      "In the app, open Assignments > Assign > Assign to Groups. Click Assign next to each of these groups:",
      ...(values.length === 0 ? [] : ["In the window that opens for each group, set:"]),
      "Click Save and Go Back.",
      "Click Done.",
    ],
    fields: [...groups.map((value) => ({ label: "Group", value, click: 0 })), ...values],
    verify: [
      "Assignments > Groups lists each group.",
      "The list of assigned users under Assignments shows their members without an error.",
    ],
    hints: ["You can also start from a group: Directory > Groups, open the group, Applications > Assign Applications."],
  };
}

/** The Push Groups tab. */
export function groupPushByHand(groups: readonly string[], target: "create" | "link"): ManualPart {
  return {
    path: APPS,
    clicks: [
      "Wait until the users of these groups have an account at the vendor. Okta pushes no other members.",
      "In the app, open the tab Push Groups and click Push Groups > Find groups by name. For each of these groups, enter the name and select the group:",
      "Keep Push group memberships immediately ticked.",
      target === "create"
        ? "Select Create Group. If Okta offers only Link Group, the vendor already has a group with that name, and the push replaces its members."
        : "Select Link Group and choose the vendor's group.",
      "Click Save, then repeat this for the next group.",
    ],
    fields: groups.map((value) => ({ label: "Enter a group to push", value, click: 1 })),
    verify: ["Push Status shows Active, in green, next to each group."],
  };
}
