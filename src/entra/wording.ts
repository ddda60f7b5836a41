import type { Wording } from "../setup/model/wording.js";

const RESTART =
  "Entra does not send it again by itself. Run the same command again, which plans to restart the job, or select Restart provisioning on the application's Provisioning page";

/** What Entra's administrators are told, in the words of the Microsoft Entra admin center. */
export const ENTRA_WORDING: Wording = {
  userOnTheWay: "still on the way: Entra has not sent this user yet",
  userFailed: "Entra could not create this user on the SCIM server: see the application's provisioning logs",
  userLost: `Entra has provisioned this user, but the SCIM server does not have them. Compare the application's Tenant URL with the one you provided; if it is the same, the user was deleted on the SCIM server. ${RESTART}`,
  userNotSent: "not assigned to the application: check that the user's group is assigned",
  userSwitchedOff:
    "the user is deactivated on the SCIM server: reactivate them there, or select Restart provisioning on the application's Provisioning page",
  groupNotSent: "Entra has not provisioned this group to the SCIM server: see the application's provisioning logs",
  groupLost: `Entra has provisioned this group, but the SCIM server does not have it. ${RESTART}`,
  membershipLost: `Entra has sent this membership, but the SCIM server does not have it. ${RESTART}`,
};
