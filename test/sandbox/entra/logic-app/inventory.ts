/**
 * The 25 tests of Microsoft's provisioning test workflow: AzureAD/SCIMReferenceCode,
 * Microsoft.SCIM.LogicAppValidationTemplate/StandardLogicApp, SCIM-Validation-Test-Overview.md (2026). Names and numbers are
 * Microsoft's; `open` says what that page leaves unsaid, and what stands in for it here.
 */
export interface LogicAppTest {
  readonly number: number;
  readonly name: string;
  /** Why it is not played. */
  readonly skipped?: string;
  readonly open?: string;
}

const TARGET_IDS =
  "Whether the log names managers and members by their ids in Entra or on the target: here on the target.";
const UNASSIGNED =
  "Whether an unassigned user is deleted or disabled, which the workflow tells apart by a tag: here disabled, since active is mapped.";
const STATIC_TOKEN = "the target has a static bearer token, for which Microsoft's workflow skips this test, too";

/** Played by a tenant through Microsoft Graph. */
export const TENANT_TESTS: readonly LogicAppTest[] = [
  { number: 1, name: "Create_User_Test" },
  { number: 2, name: "Update_User_Test" },
  { number: 3, name: "Disable_User_Test" },
  { number: 4, name: "Delete_User_Test" },
  { number: 5, name: "User_Update_Manager_Test", open: TARGET_IDS },
  { number: 6, name: "Restore_User_Test", open: UNASSIGNED },
  { number: 7, name: "POD_User_Test" },
  { number: 8, name: "Create_Group_Test" },
  { number: 9, name: "Update_Group_Test" },
  { number: 10, name: "Delete_Group_Test" },
  { number: 11, name: "Group_Update_Add_Member_Test", open: TARGET_IDS },
  { number: 12, name: "Group_Update_Remove_Member_Test", open: TARGET_IDS },
  { number: 13, name: "POD_Group_Test" },
  { number: 14, name: "Restore_Group_Test" },
];

/** Sent straight to a SCIM server. */
export const ENDPOINT_TESTS: readonly LogicAppTest[] = [
  { number: 15, name: "Schema_Discoverability_Test" },
  { number: 16, name: "SCIM_Null_Update_Test" },
  { number: 17, name: "SCIM_User_Create_Test" },
  { number: 18, name: "SCIM_User_Update_Test" },
  { number: 19, name: "SCIM_Group_Create_Test" },
  { number: 20, name: "SCIM_Group_Update_Test" },
  { number: 21, name: "Validate_Credentials_Test", skipped: STATIC_TOKEN },
  { number: 22, name: "Federated_Identity_Test", skipped: STATIC_TOKEN },
  { number: 23, name: "SCIM_User_Pagination_Test" },
  { number: 24, name: "SCIM_Group_Pagination_Test" },
  { number: 25, name: "SCIM_Update_Manager_Test" },
];
