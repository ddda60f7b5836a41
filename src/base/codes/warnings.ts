import type { WarningEntry } from "./entries.js";

/** Every warning. */
export const WARNINGS = {
  "app-assigned-to-everyone": {
    means: "the app is open to all users (Federation Broker Mode), so Okta does not provision it",
    fix: ["Turn Federation Broker Mode off."],
  },
  "app-disabled": {
    means: "sign-in to the enterprise application is turned off",
    fix: ["If that is not intended, turn it on."],
  },
  "app-for-tests": {
    means: "Okta describes this catalog app as a test app",
    fix: ["Use it if the vendor's guide says so. Otherwise create your own app."],
  },
  "app-foreign": {
    means: "an app has the name from the guide but different settings, so it may belong to something else",
    fix: [
      "If it is the right app, choose it with `--app-id`, or run on a terminal without `--yes` and type its name.",
      "If it is not, rename it.",
    ],
  },
  "app-from-gallery": {
    means: "the application is a gallery connector; its mappings differ from those of a custom application",
    fix: ["Check that it is the right application."],
  },
  "app-look-alike": {
    means:
      "the tenant has an app whose name is easily mistaken for the one in the guide: it differs in case, spaces, or invisible or foreign letters",
    fix: ["If you mean that app, choose it with `--app-id`. Otherwise rename it."],
  },
  "app-name-differs": {
    means: "the app was created from a different catalog entry than the one in the guide",
    fix: ["Check that it is the right app."],
  },
  "app-sign-on-differs": {
    means: "the app has a different sign-on method than the one in the guide",
    fix: ["Check that it is the right app."],
  },
  "app-username-differs": {
    means: "the app builds user names differently than the guide says",
    fix: ["Check Sign On > Credentials Details."],
  },
  "attribute-alike": {
    means: "the app has another attribute with nearly the same name",
    fix: ["Check whether one of the two is a mistake."],
  },
  "attribute-namespace-missing": {
    means: "Okta did not keep the external namespace of an attribute",
    fix: ["Enter it in the Profile Editor."],
  },
  "confirm-needed": {
    means: "apply will ask for a confirmation, because the change affects users who are already provisioned",
    fix: ["Confirm with the application's name: `--confirm NAME`. Or use another application."],
  },
  "connection-untested": {
    means: "the credentials were saved without Microsoft's Test Connection",
    fix: ["Run again without `--skip-test` as soon as the SCIM server can be reached from the internet."],
  },
  "console-unconfirmed": {
    means: "you said that a manual step is done, but Okta does not show all of it",
    fix: ["Check what the warning names."],
  },
  "everyone-assigned": {
    means: 'the group "Everyone" is assigned to the app',
    fix: ["If that is not intended, remove the assignment."],
  },
  "group-empty": {
    means: "an assigned group has no members",
    fix: ["Add users to the group, or name another group."],
  },
  "group-name-blanks": {
    means: "the name of a group differs from the name you provided only in spaces or line breaks",
    fix: ["If that is not intended, rename the group in the IdP."],
  },
  "group-push-error": {
    means: "Okta could not push a group; the warning shows Okta's reason",
    fix: ["Fix the cause, then push the group again."],
  },
  "group-push-feature-missing": {
    means: "Push Groups is not enabled for the app",
    fix: ['Select "Push Groups" in the app\'s provisioning settings.'],
  },
  "group-push-target-shared": {
    means: "two Okta groups are pushed to the same group of the SCIM server",
    fix: ["Unlink one of them."],
  },
  "groups-nested": {
    means: "an assigned group contains other groups, and Entra does not provision their members",
    fix: ["Assign those groups too, or make their users direct members."],
  },
  "imports-on": {
    means: "the app imports users, which the guide does not ask for",
    fix: ["If that is not intended, turn imports off."],
  },
  "job-legacy-beside": {
    means: "the application also has a legacy provisioning job",
    fix: ["Delete the legacy job if it is not used."],
  },
  "job-quarantined": {
    means:
      "the provisioning job failed repeatedly and is in quarantine, so it runs less often; the warning shows the reason",
    fix: ["Fix the cause. Starting the job lifts the quarantine for one attempt."],
  },
  "licence-p1-missing": {
    means: "the tenant's plans do not include Entra ID P1, which is needed to assign groups",
    fix: ["Add the licence, or assign users one by one in the Entra admin center."],
  },
  "login-not-email": {
    means: "some users do not sign in with their email address, which the guide asks for",
    fix: ["Correct the sign-in names in Okta. Otherwise these users may fail at the vendor."],
  },
  "mapping-active-missing": {
    means: "the mapping of `active` was removed, so no users are deactivated at the vendor",
    fix: ["Add the mapping again on the job's Mappings page."],
  },
  "mapping-differs": {
    means: "an attribute mapping differs from the guide; it is left unchanged",
    fix: ["Compare the two, and change the mapping in Okta."],
  },
  "mapping-groups-off": {
    means: "the group mapping is turned off, so no groups and memberships are provisioned",
    fix: ["If the guide needs groups, turn it on."],
  },
  "mapping-not-applied": {
    means: "Okta does not apply a new mapping to users who are already assigned",
    fix: ['Select "Apply updates now" under the app\'s mappings to send it to them.'],
  },
  "mapping-switch-clears": {
    means:
      "an attribute mapping uses Switch, which Entra may evaluate to null when the attribute it reads did not change",
    fix: ["Write the expression with IIF instead of Switch."],
  },
  "nobody-expected": {
    means:
      "no user of the assigned groups can be provisioned, or the groups are empty: nothing can be verified on the SCIM server",
    fix: ["Add users to the groups, or name other groups. To accept it, add `--allow-unchecked users`."],
  },
  "on-demand-failed": {
    means: "some users were not provisioned on demand; the warning shows each reason",
    fix: ["Fix the causes. The next cycle tries again."],
  },
  "on-demand-unsupported": {
    means: "Provision on demand does not work with the SCIM compliance flag in the Tenant URL",
    fix: ["Wait for the next cycle."],
  },
  "password-sync-on": {
    means: "the app synchronizes passwords, which the guide leaves off",
    fix: ["Turn password sync off in Okta."],
  },
  "people-assigned-before": {
    means: "some users were assigned before provisioning was turned on, and Okta does not push them",
    fix: ["Follow the instructions in the warning."],
  },
  "pilot-only": {
    means: "only the pilot group is set up",
    fix: ["Run the same command again, and answer yes for the other groups."],
  },
  "provisioning-failed": {
    means: "the IdP's log shows users or groups that were not provisioned",
    fix: ["Fix the cause that the warning shows."],
  },
  "same-group-assigned-and-pushed": {
    means: "the same group is both assigned and pushed, which Okta advises against",
    fix: ["Follow the instructions in the warning."],
  },
  "second-email": {
    means: "some users have a second email address, and the guide allows only one",
    fix: ["Remove it. Otherwise these users may fail at the vendor."],
  },
  "target-empty-groups": {
    means:
      "the SCIM server refuses an update of a user that has an empty list of groups, or removes the user from all groups; Okta sends this list with each update",
    fix: ["Ask the vendor to ignore `groups` in updates of users."],
  },
  "target-group-rename": {
    means:
      "the SCIM server refuses a group's name when it is sent on its own, or empties the group; Okta's catalog apps send it with each change of members",
    fix: ["Ask the vendor to change only the attributes that a PATCH names."],
  },
  "token-expires": {
    means: "the token has an expiry date, and the IdP keeps using it",
    fix: ["Renew the token before it expires."],
  },
  "token-short-lived": {
    means: "the token may expire before the first sync",
    fix: ["Ask the vendor for a token with a longer lifetime."],
  },
  "trial-data-left": {
    means: "a dry run tested your SCIM server with a user and a group, and the server did not remove them",
    fix: ["Remove them on the SCIM server."],
  },
  "value-missing": {
    means: "some users have no value for a mapped attribute, so nothing is sent for it",
    fix: ["If the vendor needs the attribute, fill it in for these users."],
  },
} as const satisfies Readonly<Record<string, WarningEntry>>;

/** The stable code of a warning. A code without an entry does not compile. */
export type WarningCode = keyof typeof WARNINGS;
