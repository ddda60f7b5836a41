import type { ErrorEntry } from "./entries.js";

/** What only a run on Microsoft Entra ID can end with, beside what Microsoft Graph refuses. */
export const ENTRA_ERRORS = {
  "app-cannot-provision": {
    exit: "failed",
    means: "the enterprise application offers no SCIM provisioning, most often because an app registration created it",
    fix: ["Set up a second one with `--new-app`; sign-in stays with the first."],
  },
  "authority-host-invalid": {
    exit: "usage",
    means:
      "`AZURE_AUTHORITY_HOST` names a host that secrets must not go to, or one that does not fit the Microsoft Graph in use",
    fix: ["Unset it, or name the cloud with `--cloud`."],
  },
  "credentials-foreign": {
    exit: "failed",
    means: "the application connects to its SCIM server by OAuth, which this run does not set up",
    fix: ["Use another application (`--app-id`, `--new-app`), or change the method in the portal first."],
  },
  "graph-answer-unexpected": {
    exit: "failed",
    means: "Microsoft Graph's answer has another shape than documented",
    fix: ["Run again with `--transcript FILE`, and report it."],
  },
  "graph-link-foreign": {
    exit: "failed",
    means: "the next page is on another host, where the token must not go",
    fix: ["Check `--cloud`."],
  },
  "graph-not-json": {
    exit: "failed",
    means: "something else than Microsoft Graph answered",
    fix: ["Check `--cloud`, the proxy and the firewall."],
  },
  "graph-paging-endless": {
    exit: "failed",
    means: "the pages of a list from Microsoft Graph do not end",
    fix: ["Run again; report it if it stays so."],
  },
  "graph-redirected": {
    exit: "failed",
    means: "the answer redirects, and a token is not sent to another address",
    fix: ["Check `--cloud`."],
  },
  "graph-token-invalid": {
    exit: "usage",
    means: "the file of `--graph-token-file` does not hold a token",
    fix: ["Give an access token for Microsoft Graph."],
  },
  "graph-unreachable": {
    exit: "failed",
    means: "Microsoft Graph did not answer; the error says why",
    fix: ["See [No answer](#no-answer)."],
  },
  "graph-url-invalid": {
    exit: "usage",
    means: "`--graph-url` is neither Microsoft Graph nor an address on this machine",
    fix: ["Use `--cloud` for a real tenant."],
  },
  "group-not-security": {
    exit: "failed",
    means: "the group is not a security group, and only those can be assigned",
    fix: ["Name a security group with the same people."],
  },
  "job-ambiguous": {
    exit: "failed",
    means: "the application has several SCIM provisioning jobs",
    fix: ["Delete the unused one, or use `--new-app`."],
  },
  "job-foreign": {
    exit: "failed",
    means: "a job of another connector uses the application's credentials",
    fix: ["Use another application: `--app-id` or `--new-app`."],
  },
  "job-legacy": {
    exit: "failed",
    means: "the application has only a job of the old kind, which appends `/scim` to the address",
    fix: ["Note its mappings and delete it, or use `--new-app`."],
  },
  "job-missing": {
    exit: "failed",
    means: "the step that creates the provisioning job was left out, and there is none",
    fix: ["Run without `--skip` or `--only`."],
  },
  "on-demand-not-assigned": {
    exit: "failed",
    means: "`--on-demand` names somebody who is in no assigned group",
    fix: ["Correct the name, or assign a group that the person is in."],
  },
  "schema-changed": {
    exit: "failed",
    means: "somebody changed the attribute mappings at the same moment",
    fix: ["Run again."],
  },
  "schema-unexpected": {
    exit: "failed",
    means: "it is not clear what to change in the attribute mappings; the error names the place",
    fix: ["Correct them in the portal, then run again."],
  },
  "sign-in-clock-off": {
    exit: "access",
    means: "a signed proof was refused because this machine's clock is wrong; the error says by how many minutes",
    fix: ["Set the clock, and run again."],
  },
  "sign-in-failed": {
    exit: "access",
    means: "Microsoft refused the sign-in; the error explains the AADSTS code",
    fix: ["Do what the error says for the code."],
  },
  "sign-in-not-configured": {
    exit: "usage",
    means: "this way to sign in lacks a setting",
    fix: ["Set what the error names, or use another `--sign-in`."],
  },
  "sign-in-unreachable": {
    exit: "failed",
    means: "the sign-in page or service did not answer",
    fix: ["Check the network and the proxy."],
  },
  "tenant-mismatch": {
    exit: "access",
    means: "the sign-in is for another tenant than `--tenant`",
    fix: ["Sign in to the right one."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
