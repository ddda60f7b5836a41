import type { Wording } from "../setup/model/wording.js";

/** Messages for Okta administrators, in the words of the Admin Console. */
export const OKTA_WORDING: Wording = {
  userOnTheWay: "still on the way: Okta has not sent this user yet",
  userFailed:
    "Okta tried to create this user on the SCIM server and failed: see Dashboard > Tasks in the Admin Console",
  userLost:
    "Okta shows this user as provisioned, but the SCIM server does not have them, and Okta does not send them again by itself. Compare the base URL under Provisioning > Integration with the one you provided. If they are the same, the user was deleted on the SCIM server: remove the user from the app's assignments and assign them again",
  userNotSent: "not assigned to the app: check that the user's group is assigned",
  userSwitchedOff:
    "the user is there, but deactivated on the SCIM server: reactivate them there, or remove them from the app's assignments and assign them again",
  groupNotSent: "Okta has not pushed this group: see the app's Push Groups tab",
  groupLost:
    "Okta has pushed this group, but the SCIM server does not have it, and Okta does not send it again by itself: on the app's Push Groups tab open the group's push status and choose Push now, or unlink the group and push it again",
  membershipLost:
    "the user is on the SCIM server, but not in this group there, and Okta does not send the membership again by itself: on the app's Push Groups tab open the group's push status and choose Push now",
};
