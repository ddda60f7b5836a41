import type { WarningEntry } from "./entries.js";

/** Every warning. */
export const WARNINGS = {
  "app-assigned-to-everyone": {
    means: "the app is open to everyone (Federation Broker Mode), so Okta does not provision it",
    fix: ["Turn Federation Broker Mode off."],
  },
  "app-disabled": {
    means: "the enterprise application is switched off for sign-in",
    fix: ["Switch it on if that is not intended."],
  },
  "app-for-tests": {
    means: "Okta describes this catalog app as one for tests",
    fix: ["Use it if the vendor's guide says so; otherwise create an app of your own."],
  },
  "app-foreign": {
    means:
      "an app has the name from the guide and other settings than the guide makes: it may belong to something else",
    fix: [
      "Choose it with `--app-id`, or run on a terminal without `--yes` and type its name; if it is not yours, rename it.",
    ],
  },
  "app-from-gallery": {
    means: "the application is a gallery connector, whose mappings differ from those of a custom application",
    fix: ["Check whether it is the right one."],
  },
  "app-look-alike": {
    means:
      "an app of the tenant has a name that is easily mistaken for the guide's: other case, spaces, invisible or foreign letters",
    fix: ["If it is the one you mean, choose it with `--app-id`; otherwise rename it."],
  },
  "app-name-differs": {
    means: "the app was created from another catalog entry than the guide's",
    fix: ["Check whether it is the right app."],
  },
  "app-sign-on-differs": {
    means: "the app has another sign-on method than the guide's",
    fix: ["Check whether it is the right app."],
  },
  "app-username-differs": {
    means: "the app builds its user names in another way than the guide",
    fix: ["See Sign On > Credentials Details."],
  },
  "attribute-alike": {
    means: "the app has an attribute with nearly the same name",
    fix: ["Check whether one of the two is a mistake."],
  },
  "attribute-namespace-missing": {
    means: "Okta did not keep the external namespace of an attribute",
    fix: ["Enter it in the Profile Editor."],
  },
  "confirm-needed": {
    means: "a run would ask for a confirmation, because the change concerns people who are provisioned already",
    fix: ["Repeat the application's name with `--confirm`, or name another application."],
  },
  "connection-untested": {
    means: "the credentials were saved without Microsoft's Test Connection",
    fix: ["Run again without `--skip-test` as soon as the SCIM server is reachable from the internet."],
  },
  "console-unconfirmed": {
    means: "a manual step was said to be done, and Okta does not show all of it",
    fix: ["Check what the warning names."],
  },
  "everyone-assigned": {
    means: 'the group "Everyone" is assigned to the app',
    fix: ["Remove it if that is not intended."],
  },
  "group-empty": {
    means: "an assigned group has no members",
    fix: ["Add people to it, or name another group."],
  },
  "group-name-blanks": {
    means: "the name of a chosen group differs from the given one only by spaces or line breaks",
    fix: ["Rename the group in the IdP if that is not intended."],
  },
  "group-push-error": {
    means: "Okta could not push a group; the warning shows Okta's reason",
    fix: ["Fix the reason, then push the group again."],
  },
  "group-push-feature-missing": {
    means: "the app does not push groups",
    fix: ['Tick "Push Groups" in its connection.'],
  },
  "group-push-target-shared": {
    means: "two Okta groups are pushed to one group of the SCIM server",
    fix: ["Unlink one of them."],
  },
  "groups-nested": {
    means: "an assigned group contains groups, and Entra does not expand them",
    fix: ["Assign those groups too, or make their people direct members."],
  },
  "imports-on": {
    means: "the app imports people, and the guide does not ask for it",
    fix: ["Switch imports off if they are not intended."],
  },
  "job-legacy-beside": {
    means: "beside the provisioning job there is one of the old kind",
    fix: ["Delete it when nobody needs it."],
  },
  "job-quarantined": {
    means: "Microsoft slowed the job down after failures (quarantine); the warning shows its reason",
    fix: ["Fix the reason; starting the job lifts the quarantine for one try."],
  },
  "licence-p1-missing": {
    means: "the tenant's plans do not include Entra ID P1, without which groups cannot be assigned",
    fix: ["Add the licence, or assign people one by one in the portal."],
  },
  "login-not-email": {
    means: "people sign in with something else than their e-mail address, which the guide asks for",
    fix: ["Correct them in Okta, or expect them to fail at the vendor."],
  },
  "mapping-active-missing": {
    means: "somebody removed the mapping of `active`: nobody is deactivated at the vendor",
    fix: ["Add the mapping again on the job's Mappings page."],
  },
  "mapping-differs": {
    means: "an attribute mapping is not as the guide says; it is left unchanged",
    fix: ["Compare the two, and change it in Okta."],
  },
  "mapping-groups-off": {
    means: "the mapping of groups is switched off: no group and no membership is provisioned",
    fix: ["Switch it on if the guide needs groups."],
  },
  "mapping-not-applied": {
    means: "Okta does not apply a new mapping to people who are assigned already",
    fix: ['Press "Apply updates now" under the app\'s mappings to send it to them.'],
  },
  "nobody-expected": {
    means:
      "no user of the assigned groups can be provisioned, or the groups are empty: nothing can be verified on the SCIM server",
    fix: ["Add users to the groups or name others; `--allow-unchecked users` accepts it."],
  },
  "on-demand-failed": {
    means: "some people were not provisioned on demand; the warning shows each reason",
    fix: ["Fix the reasons; the next cycle tries again."],
  },
  "on-demand-unsupported": {
    means: "with the flag for standard PATCH bodies, Microsoft does not provision on demand",
    fix: ["Wait for the next cycle."],
  },
  "password-sync-on": {
    means: "the app synchronizes passwords, which the guide leaves off",
    fix: ["Switch it off in Okta."],
  },
  "people-assigned-before": {
    means: "people were assigned before provisioning was on, and Okta does not push them",
    fix: ["Do what the warning says."],
  },
  "pilot-only": {
    means: "only the pilot group is set up",
    fix: ["Run the same command again, and say yes to the other groups."],
  },
  "provisioning-failed": {
    means: "the IdP's log names people or groups that did not arrive",
    fix: ["Fix the reason that the warning shows."],
  },
  "same-group-assigned-and-pushed": {
    means: "the same group is assigned and pushed, which Okta advises against",
    fix: ["Do what the warning says."],
  },
  "second-email": {
    means: "people have a second e-mail address, and the guide allows one",
    fix: ["Remove it, or expect them to fail at the vendor."],
  },
  "token-expires": {
    means: "the token expires, and the IdP keeps using it",
    fix: ["Renew it before it expires."],
  },
  "token-short-lived": {
    means: "the token may expire before the first sync",
    fix: ["Ask the vendor for one that lives longer."],
  },
  "value-missing": {
    means: "some users have no value for a mapped attribute, so nothing is sent for it",
    fix: ["Fill it in for the users named, if the vendor needs it."],
  },
} as const satisfies Readonly<Record<string, WarningEntry>>;

/** The stable code of a warning. A code without an entry does not compile. */
export type WarningCode = keyof typeof WARNINGS;
