import { ACME } from "./acme.js";

/** A good template broken in one place. */
export interface Broken {
  readonly name: string;
  readonly replace: readonly [string, string];
  /** Every problem that must be told: its place, and words of it. */
  readonly told: readonly (readonly [string, string])[];
  /** Why the JSON Schema cannot say it: it sees one value at a time, and only what YAML has read. */
  readonly beyondSchema?: "other places" | "syntax" | "kinds" | "words";
}

/** One broken template a row. */
export const BROKEN: readonly Broken[] = [
  {
    name: "a key that does not exist",
    replace: ["vendor: Acme", "vendro: Acme"],
    told: [
      ["2:1", 'Did you mean "vendor"'],
      ["1:1", '"vendor" is missing'],
    ],
  },
  {
    name: "a step key that does not exist",
    replace: ["    uses: okta/saml-app", "    use: okta/saml-app"],
    told: [
      ["14:5", 'unknown key "use" in steps[0]. Did you mean "uses"'],
      ["12:5", '"uses" is missing in steps[0]'],
    ],
  },
  {
    name: "a with key that does not exist",
    replace: ["hidden: true", "hiden: true"],
    told: [["15:76", 'unknown key "hiden". Did you mean "hidden"']],
  },
  {
    name: "a with key that is missing",
    replace: [", audience: acme", ""],
    told: [["15:11", '"audience" is missing: it must be text']],
  },
  {
    name: "a with value of another type",
    replace: ["hidden: true", "hidden: 3"],
    told: [["15:84", '"hidden" must be true or false, not a number']],
  },
  {
    name: "a word that is none of the allowed",
    replace: ["[push-new-users]", "[push-new-user]"],
    told: [["23:17", 'not "push-new-user". Did you mean "push-new-users"']],
  },
  {
    name: "a number where the guide's section must be text",
    replace: ['guide: "1.1"', "guide: 1.10"],
    told: [["13:12", '"guide" must be text, not a number. Put it in quotation marks']],
  },
  {
    name: "an unknown step kind",
    replace: ["okta/saml-app", "okta/saml-ap"],
    told: [["14:11", 'unknown step kind "okta/saml-ap". Did you mean "okta/saml-app"']],
  },
  {
    name: "a step kind of another IdP",
    replace: ["okta/saml-app", "entra/enterprise-app"],
    told: [["14:11", '"entra/enterprise-app" is for another IdP']],
  },
  {
    name: "a template of another IdP",
    replace: ["idp: okta", "idp: entra"],
    told: [["3:6", "this template is for entra, but the command is for okta"]],
    beyondSchema: "kinds",
  },
  {
    name: "an IdP that does not exist",
    replace: ["idp: okta", "idp: okat"],
    told: [["3:6", 'must be one of okta, entra, not "okat". Did you mean "okta"']],
  },
  {
    name: "a step id that is taken",
    replace: ["id: push", "id: app"],
    told: [["24:9", 'the step id "app" is already used at 12:9']],
    beyondSchema: "other places",
  },
  {
    name: "a step id of wrong letters",
    replace: ["id: push", "id: Push_Groups"],
    told: [["24:9", '"id" must be lower-case letters']],
  },
  {
    name: "an unknown input",
    replace: ["${baseUrl}", "${baseUri}"],
    told: [["20:16", 'unknown input "baseUri". Did you mean "baseUrl"']],
    beyondSchema: "other places",
  },
  {
    name: "a name that every object inherits",
    replace: ["${baseUrl}", "${toString}"],
    told: [["20:16", 'unknown input "toString"']],
    beyondSchema: "other places",
  },
  {
    name: "a reference that is not closed",
    replace: ["${baseUrl}", "${baseUrl"],
    told: [["20:16", 'without a "}"']],
  },
  {
    name: "a secret within a longer text",
    replace: ['token: "${token}"', 'token: "Bearer ${token}"'],
    told: [["21:14", '"token" has the type secret, and a secret cannot be part of a longer text']],
  },
  {
    name: "groups within a longer text",
    replace: ["label: Acme", 'label: "Acme ${groups}"'],
    told: [["15:20", "a list cannot be part of a longer text"]],
    beyondSchema: "other places",
  },
  {
    name: "an input of a type that does not fit",
    replace: ["hidden: true", 'hidden: "${groups}"'],
    told: [["15:84", '"hidden" must be true or false, not a list: "groups" has the type groups']],
    beyondSchema: "other places",
  },
  {
    name: "a literal where a secret must be",
    replace: ['"${token}"', "s3cret-literal"],
    told: [["21:14", '"token" must be an input of type secret']],
  },
  {
    name: "a default for a secret",
    replace: ["type: secret }", "type: secret, default: abc }"],
    told: [["7:41", "a secret has no default: anyone could read it in the template"]],
  },
  {
    name: "an unknown input type",
    replace: ["type: secret", "type: secrt"],
    told: [["7:33", 'must be one of url, secret, text, groups, oauth-token, not "secrt". Did you mean "secret"']],
  },
  {
    name: "an input key of another input type",
    replace: ["type: secret }", "type: secret, includes: [A] }"],
    told: [["7:41", 'unknown key "includes" in inputs.token']],
  },
  {
    name: "a wrong input name",
    replace: ["  mode:", "  Mode-1:"],
    told: [["10:3", 'the name "Mode-1" must start with a lower-case letter']],
  },
  {
    name: "a default that names no input",
    replace: ['"${groups}" }\n  mode', '"${group}" }\n  mode'],
    told: [["9:52", 'unknown input "group". Did you mean "groups"']],
    beyondSchema: "other places",
  },
  {
    name: "a default of another type",
    replace: ['"${groups}" }\n  mode', '"${mode}" }\n  mode'],
    told: [["9:52", '"mode" has the type text, not groups']],
    beyondSchema: "other places",
  },
  {
    name: "defaults that go round",
    replace: ["default: [Staff]", 'default: "${assign}"'],
    told: [["8:52", "form a cycle: groups, assign, groups"]],
    beyondSchema: "other places",
  },
  {
    name: "a reference in the default of a text",
    replace: ["default: create", 'default: "x${groups}"'],
    told: [["10:46", "only the default of a groups input can refer"]],
    beyondSchema: "words",
  },
  {
    name: "an address that is not https",
    replace: ["https://scim.acme.example/v2", "http://scim.acme.example/v2"],
    told: [["6:52", "http works only on this machine, and scim.acme.example is another"]],
    beyondSchema: "words",
  },
  {
    name: "two inputs with one flag",
    replace: ["  mode:", "  group: { prompt: G, type: text }\n  mode:"],
    told: [["10:3", 'the input "group" has the same flag as "groups": --group']],
    beyondSchema: "other places",
  },
  {
    name: "a stop shared with a step that does not exist",
    replace: ["sharedWith: scim", "sharedWith: scimm"],
    told: [["28:28", 'unknown step "scimm". Did you mean "scim"']],
    beyondSchema: "other places",
  },
  {
    name: "a stop shared with a later step",
    replace: ["hidden: true }", "hidden: true }\n    console: { sharedWith: push }"],
    told: [["16:28", '"push" does not come before this one']],
    beyondSchema: "other places",
  },
  {
    name: "a key that stands twice",
    replace: ["idp: okta", "idp: okta\nidp: entra"],
    told: [["4:1", "this key appears twice"]],
    beyondSchema: "syntax",
  },
  {
    name: "a tab as indentation",
    replace: ["  - id: scim\n    guide", "  - id: scim\n\tguide"],
    told: [["17:1", "the indentation contains a tab"]],
    beyondSchema: "syntax",
  },
  {
    name: "a reference without quotation marks",
    replace: ['groups: "${groups}"', "groups: ${groups}"],
    told: [["27:22", "a reference needs quotation marks"]],
    beyondSchema: "syntax",
  },
  {
    name: "a second document",
    replace: ["steps:", "---\nsteps:"],
    told: [["11:1", "a second document starts here"]],
    beyondSchema: "syntax",
  },
  {
    name: "a tag",
    replace: ["vendor: Acme", "vendor: !js Acme"],
    told: [["2:9", "tags are not supported"]],
    beyondSchema: "syntax",
  },
  {
    name: "an alias without an anchor",
    replace: ["vendor: Acme", "vendor: *acme"],
    told: [["2:9", "the alias names an anchor that does not exist"]],
    beyondSchema: "syntax",
  },
  {
    name: "steps that are no list",
    replace: [ACME.slice(ACME.indexOf("steps:")), "steps: none\n"],
    told: [["11:8", '"steps" must be a list, not text']],
  },
  {
    name: "no steps",
    replace: [ACME.slice(ACME.indexOf("steps:")), "steps: []\n"],
    told: [["11:8", '"steps" must have at least one step']],
  },
  { name: "nothing but a comment", replace: [ACME, "# nothing\n"], told: [["1:1", "the file is empty"]] },
  {
    name: "a list instead of a map",
    replace: [ACME, "- a\n"],
    told: [["1:1", "the file must be a map of keys and values, not a list"]],
  },
  {
    name: "a step that needs an app before there is one",
    replace: [ACME.slice(ACME.indexOf("  - id: app"), ACME.indexOf("  - id: scim")), ""],
    told: [
      ["14:11", '"okta/scim-connection" needs an app, which no earlier step provides: put okta/saml-app before it'],
      ["22:11", '"okta/group-push" needs an app'],
    ],
    beyondSchema: "other places",
  },
  {
    name: "an input that takes a flag of the command",
    replace: ["  mode:", "  wait: { prompt: W, type: text }\n  mode:"],
    told: [["10:3", 'the input "wait" would use the flag --wait, which the command already has']],
    beyondSchema: "other places",
  },
  {
    name: "a note that is no text",
    replace: ["    console: { sharedWith: scim }", "    notes: [3]"],
    told: [["28:13", "entry 1 in steps[2].notes must be text, not a number"]],
  },
  {
    name: "notes without a note",
    replace: ["    console: { sharedWith: scim }", "    notes: []"],
    told: [["28:12", '"notes" must have at least one note']],
  },
];
