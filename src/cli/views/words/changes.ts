import type { ChangeKind } from "../../../setup/model/change-kind.js";

/** Kinds of changes in the words of an administrator. */
export const CHANGES: Readonly<Record<ChangeKind, string>> = {
  attribute: "changed value of a user",
  deactivation: "deactivated user",
  membership: "user who leaves a group",
  "group-name": "renamed group",
};
