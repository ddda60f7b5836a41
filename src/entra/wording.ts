import type { Wording } from "../setup/model/wording.js";

const RESTART =
  "Entra does not send it again by itself: run the same command again, which plans to restart the job, press Restart provisioning on the application's Provisioning page, or use Provision on demand";

/** What Entra's administrators are told, in the words of the Microsoft Entra admin center. */
export const ENTRA_WORDING: Wording = {
  userOnTheWay: "still on the way: Entra has not sent this user yet",
  userFailed: "Entra tried to create this user on the SCIM server and failed: see the application's provisioning logs",
  userLost: `Entra has provisioned this user, but the SCIM server does not have them. Compare the Tenant URL with the one given; if it is the same, the user was deleted there. ${RESTART}`,
  userNotSent: "not assigned to the application: is the group assigned?",
  userSwitchedOff:
    "the user is there, but deactivated on the SCIM server: reactivate them there, or press Restart provisioning on the application's Provisioning page",
  groupNotSent:
    "the group is not on the SCIM server: Entra has not provisioned it; see the application's provisioning logs",
  groupLost: `Entra has provisioned this group, but the SCIM server does not have it. ${RESTART}`,
  membershipLost: `the user is on the SCIM server, but not in this group there, though Entra has sent the membership. ${RESTART}`,
};
