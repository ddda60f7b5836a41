import type { Wording } from "../setup/model/wording.js";

/** What Okta's administrators are told, in the words of Okta's console. */
export const OKTA_WORDING: Wording = {
  userOnTheWay: "still on the way: Okta has not sent this user yet",
  userFailed:
    "Okta tried to create this user on the SCIM server and failed: see Dashboard > Tasks in the Admin Console",
  userLost:
    "Okta shows this user as provisioned, but the SCIM server does not have them, and Okta does not send them again by itself. Compare the base URL of the app's Integration tab with the one given; if it is the same, the user was deleted there: remove the user from the app's assignments and assign them again",
  userNotSent: "not assigned to the app: is the group assigned?",
  userSwitchedOff:
    "the user is there, but deactivated on the SCIM server: reactivate them there, or remove them from the app's assignments and assign them again",
  groupNotSent: "the group is not on the SCIM server: Okta has not pushed it; see Push Groups in the app",
  groupLost:
    "Okta has pushed this group, but the SCIM server does not have it, and Okta does not send it again by itself: on the app's Push Groups tab open the group's push status and choose Push now, or unlink the group and push it again",
  membershipLost:
    "the user is on the SCIM server, but not in this group there, and Okta does not send the membership again by itself: on the app's Push Groups tab open the group's push status and choose Push now",
};
