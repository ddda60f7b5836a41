/**
 * What each code means and what to do, for docs/errors.md. A code is written here once; its exit code is read from the sources,
 * and those of Okta's refusals come from src/okta/api/error-codes.ts.
 *
 * @type {Readonly<Record<string, readonly [meaning: string, todo: string]>>}
 */
export const MEANINGS = {
  "access-missing": [
    "the sign-in lacks rights that the run's steps need; each is named with its purpose and least role",
    "have them granted, sign in again, or leave the step out with `--skip`",
  ],
  "app-ambiguous": ["several apps have the template's name", "name the right one with `--app-id`"],
  "app-cannot-provision": [
    "the enterprise application offers no SCIM provisioning, most often because an app registration made it",
    "set up a second one with `--new-app`; sign-in stays with the first",
  ],
  "app-foreign": [
    "an app has the name of the guide's, and other settings than the guide makes: it may belong to something else",
    "choose it with `--app-id`, or run on a terminal without `--yes` and type its name; if it is not yours, rename it",
  ],
  "app-inactive": ["the app exists and is not active", "activate it in the admin console"],
  "app-look-alike": [
    "an app of the tenant has a name that a person may take for the guide's: other case, blanks, invisible or foreign letters",
    "if it is the one you mean, choose it with `--app-id`; otherwise rename it",
  ],
  "app-missing": ["the step that makes the app was left out, and there is none", "run without `--skip` or `--only`"],
  "app-missing-guide": [
    "the app that the guide works on does not exist",
    "do the part of the guide that makes it first, or name it with `--app-id`",
  ],
  "app-not-found": [
    "the tenant has no app of the id in `--app-id`",
    "copy the id out of the app's page in the admin console",
  ],
  "attribute-differs": [
    "an attribute of the app's profile exists with another type, scope or external name; Okta ignores a change of scope",
    "correct or delete it in the Profile Editor, then run again",
  ],
  "attribute-missing": ["the app's profile lacks an attribute that a later part needs", "run the step that adds it"],
  "attribute-personal": [
    "a group's assignment cannot set an attribute of scope SELF",
    "delete the attribute in the Profile Editor and let the run add it",
  ],
  "authority-host-invalid": [
    "`AZURE_AUTHORITY_HOST` names a host that secrets must not go to, or one that does not fit the Microsoft Graph in use",
    "unset it, or name the cloud with `--cloud`",
  ],
  "confirm-needed": [
    "the change concerns people who are provisioned already; how many is said",
    "repeat the application's name with `--confirm`",
  ],
  "confirmation-missing": [
    "nobody can be asked, or `--json` was given, and there is no `--yes`; nothing was written",
    "add `--yes`, or apply a plan with `apply --plan FILE`",
  ],
  "console-refused": ["the sandbox's console refused what the stop says to fill in", "correct the template"],
  "credentials-foreign": [
    "the application connects to its target by OAuth, which this run does not set up",
    "use another application (`--app-id`, `--new-app`), or change the method in the portal first",
  ],
  "deadline-exceeded": [
    "the run took longer than `--deadline` allows, and was stopped at the next safe moment",
    "run the same command again, or give it more time",
  ],
  declined: ["you said no; nothing was written", "run again when you are ready"],
  "expression-refused": ["Okta refuses a mapping's expression; which one is said", "correct it in the template"],
  "file-unreadable": ["a file that a flag names cannot be read", "give another file, or make it readable"],
  "file-unwritable": [
    "the place of `--out` or `--transcript` cannot be written to, or is a folder or a pipe",
    "name a file in a folder that you may write to",
  ],
  "graph-answer-unexpected": [
    "Microsoft Graph answered in another shape than documented",
    "run again with `--transcript FILE` and report it",
  ],
  "graph-link-foreign": ["a next page is on another host, where the token must not go", "check `--cloud`"],
  "graph-not-json": ["something else than Microsoft Graph answered", "check `--cloud`, proxy and firewall"],
  "graph-paging-endless": ["Microsoft Graph's pages do not end", "run again; report it when it stays so"],
  "graph-redirected": ["the answer leads elsewhere, and redirects are not followed", "check `--cloud`"],
  "graph-token-invalid": [
    "what `--graph-token-file` gives cannot be a token",
    "give an access token for Microsoft Graph",
  ],
  "graph-unreachable": ["no answer came; why is said", "see below"],
  "graph-url-invalid": [
    "`--graph-url` is neither a Microsoft Graph nor on this machine",
    "use `--cloud` for a real tenant",
  ],
  "group-ambiguous": ["several groups have that name; their ids are said", "rename all but one"],
  "group-not-found": ["the tenant has no group of that name", "correct the name; on Okta, `--create-groups` makes it"],
  "group-not-security": [
    "the group is not a security group, and only those can be assigned",
    "name a security group with the same people",
  ],
  "group-not-in-people": [
    "nobody in the file of `--people` is in a group that the run names",
    "correct the file or the name",
  ],
  "group-not-okta": ["the group is one that an app brought along", "name a group of Okta's own"],
  "group-push-name-taken": [
    "the app pushes another Okta group to the target's group of that name",
    "rename or unlink one of the two",
  ],
  "input-invalid": ["an input of the template has a value that cannot be used", "correct it where it was given"],
  "input-missing": [
    "an input has no value, and nobody can be asked",
    "give it by its flag, variable or the inputs file",
  ],
  "input-twice": ["an input was given by its own flag and by `--set`", "keep one of the two"],
  "input-unknown": ["the template has no input of that name", "correct the name"],
  "inputs-file-invalid": ["the file of `--inputs` cannot be used; place and reason are named", "correct it there"],
  internal: ["a defect of total-setup", "run again with `--debug` and report what it prints"],
  interrupted: ["Ctrl-C; what was done is said", "run the same command again"],
  "job-ambiguous": ["the application has several SCIM jobs", "delete the unused one, or use `--new-app`"],
  "job-foreign": [
    "another connector's job uses the application's credentials",
    "use another application: `--app-id` or `--new-app`",
  ],
  "job-legacy": [
    "the application has only a job of the old kind, which appends `/scim` to the address",
    "delete it after noting its mappings, or use `--new-app`",
  ],
  "job-missing": [
    "the step that makes the provisioning job was left out, and there is none",
    "run without `--skip` or `--only`",
  ],
  "mapping-missing": [
    "Okta shows no mapping from its people to those of the app",
    "run again in a minute; it appears with the app",
  ],
  "not-set-up": [
    "there is no app, job or connection yet whose token could be rotated; nothing was written",
    "run apply with the new token first",
  ],
  "okta-answer-unexpected": ["an answer of Okta has another shape than documented", "report it with a `--transcript`"],
  "okta-client-refused": [
    "client id, key id or key is wrong, and Okta does not say which",
    "compare all three with the app's General tab",
  ],
  "okta-client-unknown": ["the org has no active app of that client id", "check the client id and the org's address"],
  "okta-clock-wrong": ["this machine's clock is off; by how much and which way is told", "set the date and time"],
  "okta-device-code-expired": ["nobody confirmed the code in time", "run again, and enter the new code"],
  "okta-grant-not-allowed": [
    "the app is not made for this way to sign in",
    "use a service app with a public key, or a native app with the device grant",
  ],
  "okta-key-id-unknown": ["the app has no active key of that id", "copy the key id from the app's General tab"],
  "okta-key-refused": ["the private key is not one of the app's", "give the right key, or its key id"],
  "okta-key-unreadable": [
    "the private key cannot be read: no key, a public one, one with a passphrase, too short, or of another kind",
    "give it as PEM without a passphrase, or as JWK",
  ],
  "credential-astray": [
    "a request that carries a credential was about to go to another origin than the one the credential was given for; it was not sent",
    "check the address that was given; when it is right, report it with a transcript",
  ],
  "okta-link-foreign": ["Okta named a next page on another host", "give the address under which the org answers"],
  "okta-not-json": [
    "something else than Okta's API answered",
    "check the org's address, and what is between you and Okta",
  ],
  "okta-paging-endless": ["a list of Okta never ends", "run again; report it when it stays so"],
  "okta-proof-refused": [
    "Okta does not take the proof of possession",
    "check the clock and what changes requests on the way, or switch DPoP off for the app",
  ],
  "okta-redirected": [
    "Okta's address leads elsewhere; redirects are not followed with a token",
    "give the org's own address",
  ],
  "okta-scope-not-granted": [
    "one of the scopes asked for is not granted to the app; all that were asked for are listed",
    "a Super Administrator grants them on the app's Okta API Scopes tab",
  ],
  "okta-sign-in-denied": [
    "the person declined, or a policy forbids it",
    "confirm the code, or ask who manages the org's policies",
  ],
  "okta-sign-in-ended": [
    "the sign-in cannot be renewed: it was revoked, or came without a refresh token",
    "run again, and sign in anew",
  ],
  "okta-sign-in-failed": [
    "Okta refused the sign-in for a reason that is not known",
    "look at the System Log, or use another way",
  ],
  "okta-token-invalid": ["what was given cannot be an API token", "copy the token again"],
  "okta-unreachable": ["no answer came; the reasons are below", "as said below"],
  "on-demand-not-assigned": [
    "`--on-demand` names somebody who is in no assigned group",
    "correct the name, or assign a group the person is in",
  ],
  "org-url-invalid": ["the org's address cannot be used", "give it as `https://acme.okta.com`"],
  "people-csv-bad-active": [
    "a cell of the column that says who may sign in has a word that is not understood",
    "correct it, or give the column another name; see [people-files.md](people-files.md)",
  ],
  "people-csv-broken-quote": ["a quotation mark is not closed or stands in the wrong place", "correct the line"],
  "people-csv-duplicate-column": ["two columns have the same name", "keep one"],
  "people-csv-duplicate-user": ["a `userName` is there twice", "keep one of the lines"],
  "people-csv-empty": ["the file is empty", "write a header and a line for each person"],
  "people-csv-empty-user-name": ["a line has no `userName`", "fill it in"],
  "people-csv-json": ["the file is JSON", "export the users as CSV"],
  "people-csv-no-people": ["there is a header and nobody below it", "add a line for each person"],
  "people-csv-no-user-name": [
    "no column is known to hold the sign-in names",
    "name it `userName`, or as [people-files.md](people-files.md) lists",
  ],
  "people-csv-not-text": ["the file holds control characters, so its encoding is not known", "save it as UTF-8"],
  "people-csv-record-too-long": [
    "one record of the people file is longer than 1 MB",
    "give each person a line of their own, and close every double quote",
  ],
  "people-csv-web-page": ["the file is a web page or XML", "download it again, or export the users as CSV"],
  "people-csv-workbook": ["the file is an Excel workbook", "save it as CSV UTF-8"],
  "people-csv-wrong-field-count": ["a line has more or fewer values than the header", "correct the line"],
  "plan-address-unconfirmed": [
    "only the plan's file names an address that secrets would be sent to, and nobody can be asked; nothing was sent",
    "give the address beside the plan, or approve the plan with `--confirm-plan DIGEST`",
  ],
  "plan-digest-wrong": [
    "`--confirm-plan` has the digest of another plan: the file was replaced or changed since it was approved",
    "give the plan that was approved, with the whole digest that `plan --out` printed",
  ],
  "plan-foreign": [
    "the plan is for another IdP or another tenant than the one that is named or signed in to",
    "run it for that IdP, or name that tenant and sign in to it",
  ],
  "plan-invalid": [
    "the file of `--plan` is no plan: not JSON, cut short, edited or too large",
    "give the file as `plan --out` wrote it, or plan again",
  ],
  "plan-newer": [
    "the plan has a format that this version does not read",
    "use the version that wrote it, or plan again",
  ],
  "plan-option-foreign": [
    "the plan's file holds options that are never taken from one: where to sign in, where secrets go, which files are used, what is confirmed",
    "plan again with this version; if you did not expect it, find out who changed the file",
  ],
  "plan-outdated": [
    "a step needs a change that the approved plan did not contain",
    "look at the new plan and approve that",
  ],
  "plan-stale": [
    "the tenant has moved since the plan was made, and what moved is named; nothing was written",
    "make the plan again, with the SCIM token if it was made without",
  ],
  "plan-template-changed": ["the template is not the one the plan was made with", "make the plan again"],
  "plan-template-not-named": [
    "the plan was made with a template that does not come with total-setup, and a plan's file does not say which file that is",
    "give the template again with `--template FILE`",
  ],
  "port-unavailable": ["sandbox or target cannot listen on the port", "choose another, or `--port 0`"],
  "preview-unknown": [
    "nobody in the simulated tenant, or in the groups that were read, signs in with the name given to `--preview`",
    "give the sign-in name in full, or add the person's group with `--group`",
  ],
  "provisioning-actions-refused": [
    "Okta shows the To App settings and does not let them be set",
    "set them in the admin console",
  ],
  "proxy-url-invalid": ["HTTPS_PROXY holds no proxy's address", "correct or unset it"],
  "read-back-differs": [
    "what was written does not show when it is read again",
    "see whether somebody else is changing it",
  ],
  "schema-changed": ["somebody changed the attribute mappings at the same moment", "run again"],
  "schema-unexpected": [
    "the attribute mappings leave a doubt about what to change; the place is named",
    "correct them in the portal, then run again",
  ],
  "secret-in-file": ["a secret stands in the inputs file", "take it out; give it by its own flag or the prompt"],
  "secret-on-argv": ["a secret was given on the command line", "give it by a file, the prompt or standard input"],
  "service-app-key-unreadable": ["`sandbox --service-app-key` names no public key", "give a JWK or PEM"],
  "sign-in-clock-off": [
    "a signed proof was refused because this machine's clock is off, by the minutes named",
    "set the clock, and run again",
  ],
  "sign-in-failed": ["Microsoft refused the sign-in; its AADSTS code is explained", "do what is said for the code"],
  "sign-in-not-configured": ["the way to sign in lacks something", "set what is named, or use another `--sign-in`"],
  "sign-in-unreachable": ["the sign-in page or service gave no answer", "check network and proxy"],
  "target-error": [
    "the target answered a look with an error",
    "as said with it; ask the vendor of the target when it stays so",
  ],
  "target-groups-missing": [
    "the target offers no groups (no `/Groups`)",
    "ask the vendor; users can be provisioned without them",
  ],
  "target-ignores-filter": [
    "the server of `--target-url` answers a filter with people who were not asked for",
    "let it heed filters, or use an empty one",
  ],
  "target-not-found": ["there is no SCIM endpoint under the base URL", "check its path"],
  "target-not-scim": ["what answers under the base URL is no SCIM endpoint", "check the base URL"],
  "target-redirects": ["the base URL leads elsewhere", "give the address that answers by itself"],
  "target-test-failed": [
    "Microsoft's Test Connection did not like what the target answered",
    "check Tenant URL and token; `--skip-test` saves them all the same",
  ],
  "target-token-invalid": ["the token has characters that cannot be sent", "copy it again"],
  "target-unauthorized": [
    "the target does not accept the token",
    "check that it is this target's, whole and not expired",
  ],
  "target-unreachable": ["no answer came from the target", "check host, port and network"],
  "target-url-invalid": ["the SCIM base URL cannot be used", "correct it"],
  "template-invalid": ["the template has mistakes; each with file, line and column", "correct them there"],
  "template-not-found": ["there is no template of that name and no such file", "correct the name or path"],
  "tenant-mismatch": ["the sign-in is for another tenant than `--tenant`", "sign in to the right one"],
  "tenant-not-named": [
    "no tenant is named by a flag or variable, and a plan's file cannot name it",
    "add `--org-url` or `OKTA_CLIENT_ORGURL`; for Entra `--tenant` or `AZURE_TENANT_ID`",
  ],
  "output-unwritable": [
    "standard output, or the file of `--out` or `--transcript`, cannot be written any more: the disk is full, or the stream was closed; the run ends at its next safe moment",
    "make room or name another place, then run again: what is done stays done",
  ],
  "state-not-private": [
    "the state folder, a journal or a lock folder belongs to another user, or others may write to it: undo would act on what they wrote",
    "type what the error says, or set `XDG_STATE_HOME` to a folder of your own",
  ],
  "state-unwritable": [
    "the journal, the lock or a hand-out in the state folder cannot be read or written; nothing is written to the tenant without them",
    "make room or make the folder writable, then run again",
  ],
  "tenant-locked": ["another run is working on this tenant", "wait until it has ended"],
  "token-endpoint-insecure": [
    "the token's address is not https, so that the client secret would travel in the open",
    "give the https address",
  ],
  "token-endpoint-refused": [
    "the vendor's token endpoint turned the client down",
    "check client id and secret at the vendor",
  ],
  "token-endpoint-unexpected": ["what answers at the token's address gives no token", "check the address"],
  "token-endpoint-unreachable": ["no answer came from the token's address", "check address, network and proxy"],
  "token-endpoint-untrusted": [
    "the certificate at the token's address is not of an authority that this machine knows",
    "name your authority in NODE_EXTRA_CA_CERTS; verification cannot be switched off",
  ],
  usage: ["the command line cannot be understood", "see `--help`"],
  "writes-not-accepted": [
    "a dry run would write at a server that is not on this machine",
    "add `--accept-writes` when the server is meant for that",
  ],

  "app-assigned-to-everyone": [
    "the app is open to everyone, so that Okta does not provision it",
    "turn Federation Broker Mode off",
  ],
  "app-disabled": ["the enterprise application is switched off for sign-in", "switch it on when that is not meant"],
  "app-for-tests": [
    "Okta says of this catalog app that it is for trying things out",
    "use it when the vendor's guide says so, or make an app of your own",
  ],
  "app-from-gallery": [
    "the application is a gallery connector, whose mappings differ from a custom application's",
    "see whether it is the right one",
  ],
  "app-name-differs": [
    "the app was made from another catalog entry than the guide's",
    "see whether it is the right app",
  ],
  "app-sign-on-differs": ["the app signs people on in another way than the guide's", "see whether it is the right app"],
  "app-username-differs": [
    "the app makes its user names otherwise than the guide",
    "see Sign On > Credentials Details",
  ],
  "attribute-alike": ["the app has an attribute of nearly the same name", "see whether one of the two is a mistake"],
  "attribute-namespace-missing": [
    "Okta did not keep the external namespace of an attribute",
    "enter it in the Profile Editor",
  ],
  "connection-untested": [
    "the credentials were saved without Microsoft's Test Connection",
    "run again without `--skip-test` as soon as the target is reachable from the internet",
  ],
  "console-unconfirmed": [
    "a console stop was said to be done, and Okta does not show all of it",
    "look again at what is named",
  ],
  "everyone-assigned": ['the group "Everyone" is assigned to the app', "remove it when that is not meant"],
  "group-empty": ["an assigned group has no people", "add people to it, or name another"],
  "group-push-error": ["Okta could not push a group; its reason is shown", "mend it, then push the group again"],
  "group-push-feature-missing": ["the app does not push groups", 'tick "Push Groups" in its connection'],
  "group-name-blanks": [
    "a chosen group's name differs from what was given by blanks or line breaks only",
    "rename the group in the IdP, when that was not meant",
  ],
  "group-push-target-shared": ["two Okta groups are pushed to one group of the target", "unlink one of them"],
  "mapping-active-missing": [
    "somebody removed the mapping of `active`: nobody is deactivated at the vendor",
    "add the mapping again on the job's Mappings page",
  ],
  "mapping-groups-off": [
    "the mapping of groups is switched off: no group and no membership is provisioned",
    "switch it on, when the guide needs groups",
  ],
  "groups-nested": [
    "groups within an assigned group: Entra does not expand them",
    "assign them themselves, or make their people direct members",
  ],
  "imports-on": [
    "the app imports people, and the guide does not ask for it",
    "switch imports off when they are not meant",
  ],
  "job-legacy-beside": ["beside the job there is one of the old kind", "delete it when nobody needs it"],
  "job-quarantined": [
    "Microsoft slowed the job down after failures; its reason is shown",
    "mend the reason; starting the job lifts the quarantine for one try",
  ],
  "journal-missing": [
    "undo found no journal of this tenant; nothing was removed",
    "run undo where the set-up ran, or bring its journal; else take it back by hand",
  ],
  "licence-p1-missing": [
    "the tenant's plans name no Entra ID P1, without which groups cannot be assigned",
    "add the licence, or assign people one by one in the portal",
  ],
  "login-not-email": [
    "people sign in with something else than their e-mail address, which the guide asks for",
    "correct them in Okta, or expect them to fail at the vendor",
  ],
  "mapping-differs": [
    "an attribute mapping is not as the guide says; it is left as found",
    "compare, and change it in Okta",
  ],
  "mapping-not-applied": [
    "people who are assigned already do not get a new mapping by themselves",
    '"Apply updates now" under the app\'s mappings sends it to them',
  ],
  "on-demand-failed": [
    "some people were not provisioned on demand; each reason is shown",
    "mend it; the next cycle tries again",
  ],
  "on-demand-unsupported": [
    "with the flag for standard PATCH bodies Microsoft does not provision on demand",
    "wait for the cycle",
  ],
  "password-sync-on": ["the app synchronizes passwords, and the guide leaves that off", "switch it off in Okta"],
  "people-assigned-before": ["people were assigned before provisioning was on, and are not pushed", "as said with it"],
  "people-still-active": [
    "Okta has not deactivated everybody yet who lost the app, so that the app stays",
    "look under Dashboard > Tasks, then run undo again",
  ],
  "pilot-only": ["only the pilot group is set up", "run the same command again and say yes to the rest"],
  "provisioning-failed": [
    "the IdP's log tells of people or groups that did not arrive",
    "mend the reason that is shown",
  ],
  "second-email": [
    "people have a second e-mail address, and the guide allows one",
    "remove it, or expect them to fail at the vendor",
  ],
  "read-only": [
    "a rehearsal on live people was about to send something other than GET; nothing was sent",
    "report it: it is a defect",
  ],
  "same-group-assigned-and-pushed": ["one group is assigned and pushed, which Okta advises against", "as said with it"],
  "token-expires": ["the token lives for a limited time, and the IdP goes on using it", "renew it before it ends"],
  "nobody-expected": [
    "no user of the assigned groups can be provisioned, or they are empty: nothing can be verified on the SCIM server",
    "add users to the groups or name others; `--allow-unchecked users` accepts it",
  ],
  "value-missing": [
    "some users have no value for an attribute that is mapped, so that nothing is sent for it",
    "fill it in for the users named, if the vendor needs it",
  ],
  "token-short-lived": ["the token may be dead before the first sync", "ask the vendor for a longer life"],
};
