import { ACME } from "./acme.js";

interface Broken {
  readonly name: string;
  readonly replace: readonly [string, string];
  /** Every problem that must be told: its place, and words of it. */
  readonly told: readonly (readonly [string, string])[];
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
    told: [["13:12", '"guide" must be text, not a number: put it in quotation marks']],
  },
  {
    name: "an unknown step kind",
    replace: ["okta/saml-app", "okta/saml-ap"],
    told: [["14:11", 'unknown step kind "okta/saml-ap". Did you mean "okta/saml-app"']],
  },
  {
    name: "a step kind of another IdP",
    replace: ["okta/saml-app", "entra/enterprise-app"],
    told: [["14:11", '"entra/enterprise-app" is of another IdP']],
  },
  {
    name: "a template of another IdP",
    replace: ["idp: okta", "idp: entra"],
    told: [["3:6", "this template is for entra, and the command for okta"]],
  },
  {
    name: "an IdP that does not exist",
    replace: ["idp: okta", "idp: okat"],
    told: [["3:6", 'must be one of okta, entra, not "okat". Did you mean "okta"']],
  },
  {
    name: "a step id that is taken",
    replace: ["id: push", "id: app"],
    told: [["24:9", 'the step id "app" is taken already, at 12:9']],
  },
  {
    name: "a step id of wrong letters",
    replace: ["id: push", "id: Push_Groups"],
    told: [["24:9", '"id" must be small letters']],
  },
  {
    name: "an unknown input",
    replace: ["${baseUrl}", "${baseUri}"],
    told: [["20:16", 'unknown input "baseUri". Did you mean "baseUrl"']],
  },
  {
    name: "a name that every object inherits",
    replace: ["${baseUrl}", "${toString}"],
    told: [["20:16", 'unknown input "toString"']],
  },
  {
    name: "a reference that is not closed",
    replace: ["${baseUrl}", "${baseUrl"],
    told: [["20:16", 'without its "}"']],
  },
  {
    name: "a secret within a longer text",
    replace: ['token: "${token}"', 'token: "Bearer ${token}"'],
    told: [["21:14", '"token" is of type secret, and a secret is never part of a longer text']],
  },
  {
    name: "groups within a longer text",
    replace: ["label: Acme", 'label: "Acme ${groups}"'],
    told: [["15:20", "a list is never part of a longer text"]],
  },
  {
    name: "an input of a type that does not fit",
    replace: ["hidden: true", 'hidden: "${groups}"'],
    told: [["15:84", '"hidden" must be true or false, not a list: "groups" is of type groups']],
  },
  {
    name: "a literal where a secret must be",
    replace: ['"${token}"', "s3cret-literal"],
    told: [["21:14", '"token" must be an input of type secret']],
  },
  {
    name: "a default for a secret",
    replace: ["type: secret }", "type: secret, default: abc }"],
    told: [["7:41", "a secret has no default: it would stand in the template"]],
  },
  {
    name: "an unknown input type",
    replace: ["type: secret", "type: secrt"],
    told: [["7:33", 'must be one of url, secret, text, groups, not "secrt". Did you mean "secret"']],
  },
  {
    name: "an input key of another input type",
    replace: ["type: secret }", "type: secret, includes: [A] }"],
    told: [["7:41", 'unknown key "includes" in inputs.token']],
  },
  {
    name: "a wrong input name",
    replace: ["  mode:", "  Mode-1:"],
    told: [["10:3", 'the name "Mode-1" must begin with a small letter']],
  },
  {
    name: "a default that names no input",
    replace: ['"${groups}" }\n  mode', '"${group}" }\n  mode'],
    told: [["9:52", 'unknown input "group". Did you mean "groups"']],
  },
  {
    name: "a default of another type",
    replace: ['"${groups}" }\n  mode', '"${mode}" }\n  mode'],
    told: [["9:52", '"mode" is an input of type text, not groups']],
  },
  {
    name: "defaults that go round",
    replace: ["default: [Staff]", 'default: "${assign}"'],
    told: [["8:52", "round in a circle: groups, assign, groups"]],
  },
  {
    name: "a reference in the default of a text",
    replace: ["default: create", 'default: "x${groups}"'],
    told: [["10:46", "only the default of a groups input may refer"]],
  },
  {
    name: "an address that is not https",
    replace: ["https://scim.acme.example/v2", "http://scim.acme.example/v2"],
    told: [["6:52", "http is for this machine only, and scim.acme.example is another"]],
  },
  {
    name: "two inputs with one flag",
    replace: ["  mode:", "  group: { prompt: G, type: text }\n  mode:"],
    told: [["10:3", 'input "group" has the flag --group, as "groups" has']],
  },
  {
    name: "a stop shared with a step that does not exist",
    replace: ["sharedWith: scim", "sharedWith: scimm"],
    told: [["28:28", 'unknown step "scimm". Did you mean "scim"']],
  },
  {
    name: "a stop shared with a later step",
    replace: ["hidden: true }", "hidden: true }\n    console: { sharedWith: push }"],
    told: [["16:28", '"push" does not come before this one']],
  },
  {
    name: "a key that stands twice",
    replace: ["idp: okta", "idp: okta\nidp: entra"],
    told: [["4:1", "this key stands twice"]],
  },
  {
    name: "a tab as indentation",
    replace: ["  - id: scim\n    guide", "  - id: scim\n\tguide"],
    told: [["17:1", "a tab stands in the indentation"]],
  },
  {
    name: "a reference without quotation marks",
    replace: ['groups: "${groups}"', "groups: ${groups}"],
    told: [["27:22", "a reference needs quotation marks"]],
  },
  { name: "a second document", replace: ["steps:", "---\nsteps:"], told: [["11:1", "a second document starts here"]] },
  { name: "a tag", replace: ["vendor: Acme", "vendor: !js Acme"], told: [["2:9", "tags are not used here"]] },
  {
    name: "an alias without an anchor",
    replace: ["vendor: Acme", "vendor: *acme"],
    told: [["2:9", "the alias names no anchor"]],
  },
  {
    name: "steps that are no list",
    replace: [ACME.slice(ACME.indexOf("steps:")), "steps: none\n"],
    told: [["11:8", '"steps" must be a list, not text']],
  },
  {
    name: "no steps",
    replace: [ACME.slice(ACME.indexOf("steps:")), "steps: []\n"],
    told: [["11:8", '"steps" must hold at least one step']],
  },
  { name: "nothing but a comment", replace: [ACME, "# nothing\n"], told: [["1:1", "the file is empty"]] },
  {
    name: "a list instead of a map",
    replace: [ACME, "- a\n"],
    told: [["1:1", "the file must be a map of keys and values, not a list"]],
  },
];
