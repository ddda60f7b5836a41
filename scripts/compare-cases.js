import { readFileSync, writeFileSync } from "node:fs";

const QUIET = ["--json", "--no-input"];
const NOWHERE = "http://127.0.0.1:1";
const BASE_URL = ["--scim-base-url", "https://scim.total.example/scim/v2"];

/** Files that cases name, by their names in the folder that a case runs in. */
export const FILES = {
  "people.csv":
    "userName,givenName,familyName,email,active,groups\nada@acme.example,Ada,Lovelace,ada@acme.example,true,TOTAL-Admin\nbob@acme.example,Bob,,bob@acme.example,true,TOTAL-Analyst\ncy@acme.example,Cy,Twombly,cy@acme.example,false,TOTAL-Admin;TOTAL-Analyst\n",
  "no-login.csv": "given,family\nAda,Lovelace\n",
  "twice.csv": "userName,active\nada@acme.example,true\nada@acme.example,true\n",
  "odd-state.csv": "userName,active\nada@acme.example,perhaps\n",
  "scim-token.txt": "a-scim-token\n",
  "wrong-token.txt": "00wrongwrongwrongwrongwrongwrongwrongwrong\n",
  "empty.txt": "",
  "not-yaml.yaml": "template: [\n",
  "no-such-kind.yaml":
    'template: acme/okta\nvendor: Acme\nidp: okta\nguide: acme.example\ninputs: {}\nsteps:\n  - id: one\n    guide: "1"\n    title: One\n    uses: okta/no-such-kind\n    with: {}\n',
  "not-a-plan.json": "{}\n",
  "not-json.json": "{\n",
};

/** Every template of both IdPs, and the ways in which a dry run can be told to differ. */
export function dryRuns(templates) {
  const plain = templates.map(({ name, idp }) => dryRun(`dry run of ${name}`, idp, ["--template", name]));
  const both = ["okta", "entra"].flatMap((idp) => [
    {
      name: `${idp}: plan of a simulated tenant`,
      args: (build) => [idp, "plan", ...at[idp](build), ...BASE_URL, ...QUIET],
    },
    dryRun(`${idp}: people from a file`, idp, ["--people", "people.csv"]),
    dryRun(`${idp}: generated people`, idp, ["--users", "60", "--groups", "4"]),
    dryRun(`${idp}: preview`, idp, ["--preview", "zoe.lefevre@northwind.example"]),
    dryRun(`${idp}: a refused request`, idp, ["--fault", "429@12"]),
    dryRun(`${idp}: a connection lost after a write`, idp, ["--fault", "reset-after@write:2"]),
    {
      name: `${idp}: runbook`,
      args: () => [idp, "runbook", ...QUIET],
    },
  ]);
  return [
    ...plain,
    ...both,
    dryRun("okta: without the push of groups", "okta", ["--skip", "push-groups"]),
    dryRun("entra: without the mapping", "entra", ["--skip", "fix-user-id"]),
  ];
}

function dryRun(name, idp, more) {
  return { name, args: () => [idp, "--dry-run", "--yes", ...QUIET, ...more] };
}

const atOrg = ({ okta }) => ["--org-url", okta.url, "--okta-token-file", "okta-token.txt"];
const atTenant = ({ entra }) => ["--graph-url", entra.url, "--graph-token-file", "entra-token.txt"];
const at = { okta: atOrg, entra: atTenant };

const planFirst = {
  args: (build) => ["okta", "plan", ...QUIET, ...atOrg(build), ...BASE_URL, ...someGroup, "--out", "plan.json"],
};
const someGroup = ["--group", "TOTAL-Admin"];

/** What goes wrong on purpose: each says its name and a command line. */
export const errorCases = [
  failing("unknown command", () => ["okat", ...QUIET]),
  failing("unknown sub-command", () => ["okta", "palm", ...QUIET]),
  failing("unknown flag", () => ["okta", "plan", "--scim-token", "x", ...QUIET]),
  failing("a duration that is none", () => ["okta", "--dry-run", "--wait", "soon", ...QUIET]),
  failing("two sources of people", () => ["okta", "--dry-run", "--people", "people.csv", "--users", "5", ...QUIET]),
  failing("no tenant named", () => ["okta", "plan", ...QUIET]),
  failing("an org's address that is none", () => ["okta", "plan", "--org-url", "ftp://acme.okta.com", ...QUIET]),
  failing("no credentials", ({ okta }) => ["okta", "plan", "--org-url", okta.url, ...BASE_URL, ...QUIET]),
  failing("token file empty", ({ okta }) => [
    ...["okta", "plan", "--org-url", okta.url, "--okta-token-file", "empty.txt"],
    ...[...BASE_URL, ...QUIET],
  ]),
  failing("unreachable org", () => [
    ...["okta", "plan", "--org-url", NOWHERE, "--okta-token-file", "wrong-token.txt"],
    ...[...BASE_URL, ...QUIET],
  ]),
  failing("wrong token at Okta", ({ okta }) => [
    ...["okta", "plan", "--org-url", okta.url, "--okta-token-file", "wrong-token.txt"],
    ...[...BASE_URL, ...QUIET],
  ]),
  failing("no input and no default", (build) => ["okta", "plan", ...atOrg(build), ...QUIET]),
  failing("no terminal and no --yes", (build) => [
    ...["okta", ...atOrg(build), ...BASE_URL, "--scim-token-file", "scim-token.txt", ...QUIET, ...someGroup],
  ]),
  failing("a group that is not there", (build) => [
    ...["okta", "plan", ...atOrg(build), ...BASE_URL, ...QUIET, "--group", "TOTAL-Admni"],
  ]),
  failing("an app that is not there", (build) => [
    ...["okta", "plan", ...atOrg(build), ...BASE_URL, ...QUIET, "--app-id", "0oaNotThere000000000"],
  ]),
  failing("unreachable SCIM server", (build) => [
    ...["okta", ...atOrg(build), "--scim-base-url", `${NOWHERE}/scim/v2`, "--scim-token-file", "scim-token.txt"],
    ...["--yes", ...QUIET, ...someGroup],
  ]),
  failing("undo without a journal", (build) => ["okta", "undo", ...atOrg(build), ...QUIET]),
  failing("verify of a tenant that is not set up", (build) => [
    "okta",
    "verify",
    ...atOrg(build),
    ...BASE_URL,
    ...QUIET,
  ]),
  failing("unknown template", () => ["okta", "--dry-run", "--template", "totl", ...QUIET]),
  failing("template of the other IdP", () => ["okta", "--dry-run", "--template", "total/entra", ...QUIET]),
  failing("template that is not YAML", () => ["okta", "--dry-run", "--template", "./not-yaml.yaml", ...QUIET]),
  failing("template with an unknown kind", () => ["okta", "--dry-run", "--template", "./no-such-kind.yaml", ...QUIET]),
  failing("unknown input", () => ["okta", "--dry-run", "--set", "nope=1", ...QUIET]),
  failing("inputs file that is not there", () => ["okta", "--dry-run", "--inputs", "none.yaml", ...QUIET]),
  failing("people file that is not there", () => ["okta", "--dry-run", "--people", "none.csv", ...QUIET]),
  failing("people file without sign-in names", () => ["okta", "--dry-run", "--people", "no-login.csv", ...QUIET]),
  failing("people file with somebody twice", () => ["entra", "--dry-run", "--people", "twice.csv", ...QUIET]),
  failing("people file with an odd state", () => ["entra", "--dry-run", "--people", "odd-state.csv", ...QUIET]),
  failing("SCIM server off this machine", () => [
    ...["okta", "--dry-run", "--target-url", "https://scim.total.example/v2", "--target-token-file", "scim-token.txt"],
    ...QUIET,
  ]),
  failing("unknown step", () => ["okta", "--dry-run", "--skip", "push-group", ...QUIET]),
  failing("plan file that is not there", (build) => [
    "okta",
    "apply",
    "--plan",
    "none.json",
    ...atOrg(build),
    ...QUIET,
  ]),
  failing("plan file that is not JSON", (build) => [
    "okta",
    "apply",
    "--plan",
    "not-json.json",
    ...atOrg(build),
    ...QUIET,
  ]),
  failing("plan file that is no plan", (build) => [
    ...["okta", "apply", "--plan", "not-a-plan.json", ...atOrg(build), ...QUIET],
  ]),
  {
    ...failing("plan of another digest", (build) => [
      ...["okta", "apply", "--plan", "plan.json", "--confirm-plan", `sha256:${"0".repeat(64)}`, ...atOrg(build)],
      ...QUIET,
    ]),
    before: planFirst,
  },
  {
    ...failing("plan that was edited", (build) => [
      "okta",
      "apply",
      "--plan",
      "edited.json",
      ...atOrg(build),
      ...QUIET,
    ]),
    before: {
      ...planFirst,
      then: (pathOf) => {
        const plan = JSON.parse(readFileSync(pathOf("plan.json"), "utf8"));
        writeFileSync(pathOf("edited.json"), JSON.stringify({ ...plan, extra: true }), { mode: 0o600 });
      },
    },
  },
  failing("Entra: no such token file", ({ entra }) => [
    ...["entra", "plan", "--graph-url", entra.url, "--graph-token-file", "none.txt", ...BASE_URL, ...QUIET],
  ]),
  failing("Entra: wrong token", ({ entra }) => [
    ...["entra", "plan", "--graph-url", entra.url, "--graph-token-file", "wrong-token.txt", ...BASE_URL, ...QUIET],
  ]),
  failing("Entra: unreachable Graph", () => [
    ...["entra", "plan", "--graph-url", NOWHERE, "--graph-token-file", "wrong-token.txt", ...BASE_URL, ...QUIET],
  ]),
  failing("Entra: a group that is not there", (build) => [
    ...["entra", "plan", ...atTenant(build), ...BASE_URL, ...QUIET, "--group", "TOTAL-Admni"],
  ]),
  failing("Entra: a base URL that it refuses", (build) => [
    ...["entra", "plan", ...atTenant(build), "--scim-base-url", "http://scim.total.example/scim/v2", ...QUIET],
  ]),
];

function failing(name, args) {
  return { name, args };
}
