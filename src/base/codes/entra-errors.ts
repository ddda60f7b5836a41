import type { ErrorEntry } from "./entries.js";

/** Errors that only a run on Microsoft Entra ID has, except the requests that Microsoft Graph refuses (graph-refusals.ts). */
export const ENTRA_ERRORS = {
  "app-cannot-provision": {
    exit: "failed",
    means:
      "the enterprise application does not offer SCIM provisioning, usually because an app registration created it",
    fix: ["Run with `--new-app` to create a second application for provisioning; sign-in stays with the first."],
  },
  "authority-host-invalid": {
    exit: "usage",
    means:
      "`AZURE_AUTHORITY_HOST` names a host that must not receive secrets, or one that does not match the Microsoft Graph in use",
    fix: ["Unset it, or choose the cloud with `--cloud`."],
  },
  "credentials-foreign": {
    exit: "failed",
    means: "the application connects to its SCIM server with OAuth, which total-setup does not set up",
    fix: [
      "Use another application (`--app-id` or `--new-app`), or change the authentication method in the Entra admin center first.",
    ],
  },
  "graph-answer-unexpected": {
    exit: "failed",
    means: "Microsoft Graph's response does not have the documented structure",
    fix: ["Run again with `--transcript FILE`, and report the problem."],
  },
  "graph-link-foreign": {
    exit: "failed",
    means: "the link to the next page points to another host, and the token must not go there",
    fix: ["Check `--cloud`."],
  },
  "graph-not-json": {
    exit: "failed",
    means: "something other than Microsoft Graph answered",
    fix: ["Check `--cloud`, the proxy and the firewall."],
  },
  "graph-paging-endless": {
    exit: "failed",
    means: "a list from Microsoft Graph has no last page",
    fix: ["Run the same command again. If the error comes back, report it."],
  },
  "graph-redirected": {
    exit: "failed",
    means: "Microsoft Graph answered with a redirect, and the token is not sent to another address",
    fix: ["Check `--cloud`."],
  },
  "graph-token-invalid": {
    exit: "usage",
    means: "the file of `--graph-token-file` does not contain a token",
    fix: ["Provide an access token for Microsoft Graph."],
  },
  "graph-unreachable": {
    exit: "failed",
    means: "Microsoft Graph did not answer; the error says why",
    fix: ["See [No answer](#no-answer)."],
  },
  "graph-url-invalid": {
    exit: "usage",
    means: "`--graph-url` is neither Microsoft Graph nor an address on this machine",
    fix: ["For a real tenant, use `--cloud`."],
  },
  "group-not-security": {
    exit: "failed",
    means: "the group is not a security group, and only security groups can be assigned",
    fix: ["Name a security group with the same members."],
  },
  "job-ambiguous": {
    exit: "failed",
    means: "the application has more than one SCIM provisioning job",
    fix: ["Delete the unused job, or use `--new-app`."],
  },
  "job-foreign": {
    exit: "failed",
    means: "a provisioning job of another connector uses the application's credentials",
    fix: ["Use another application: `--app-id` or `--new-app`."],
  },
  "job-legacy": {
    exit: "failed",
    means: "the application only has a legacy provisioning job, which appends `/scim` to the Tenant URL",
    fix: ["Note the job's mappings and delete it, or use `--new-app`."],
  },
  "job-missing": {
    exit: "failed",
    means: "the application has no provisioning job, and the step that creates it was left out",
    fix: ["Run without `--skip` or `--only`."],
  },
  "on-demand-not-assigned": {
    exit: "failed",
    means: "`--on-demand` names a user who is not in an assigned group",
    fix: ["Correct the name, or assign a group that contains the user."],
  },
  "schema-changed": {
    exit: "failed",
    means: "someone else changed the attribute mappings at the same time",
    fix: ["Run the same command again."],
  },
  "schema-unexpected": {
    exit: "failed",
    means: "the attribute mappings do not show clearly what to change; the error names the place",
    fix: ["Correct the mappings in the Entra admin center, then run the same command again."],
  },
  "sign-in-clock-off": {
    exit: "access",
    means: "Microsoft refused the sign-in because this machine's clock is wrong; the error says by how many minutes",
    fix: ["Set the clock, then run the same command again."],
  },
  "sign-in-failed": {
    exit: "access",
    means: "Microsoft refused the sign-in; the error explains the AADSTS code",
    fix: ["Follow the instructions in the error."],
  },
  "sign-in-not-configured": {
    exit: "usage",
    means: "a setting that this sign-in method needs is missing",
    fix: ["Set what the error names, or choose another method with `--sign-in`."],
  },
  "sign-in-unreachable": {
    exit: "failed",
    means: "the sign-in page or service did not answer",
    fix: ["Check the network and the proxy."],
  },
  "tenant-mismatch": {
    exit: "access",
    means: "you are signed in to a tenant other than the one in `--tenant`",
    fix: ["Sign in to the right tenant."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
