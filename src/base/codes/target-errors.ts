import type { ErrorEntry } from "./entries.js";

/** What is wrong with the SCIM server that people are provisioned to, or with the way to it. */
export const TARGET_ERRORS = {
  "target-error": {
    exit: "failed",
    means: "the SCIM server answered a request with an error",
    fix: ["Do what the error says; if it stays so, ask the vendor of the SCIM server."],
  },
  "target-groups-missing": {
    exit: "failed",
    means: "the SCIM server offers no groups (no `/Groups`)",
    fix: ["Ask the vendor; users can be provisioned without them."],
  },
  "target-ignores-filter": {
    exit: "failed",
    means: "the server of `--target-url` answers a filter with people who were not asked for",
    fix: ["Have the server apply filters, or use an empty one."],
  },
  "target-not-found": {
    exit: "failed",
    means: "there is no SCIM endpoint under the base URL",
    fix: ["Check its path."],
  },
  "target-not-scim": {
    exit: "failed",
    means: "what answers under the base URL is not a SCIM endpoint",
    fix: ["Check the base URL."],
  },
  "target-redirects": {
    exit: "failed",
    means: "the base URL redirects, and a token is not sent to another address",
    fix: ["Give the address that answers itself."],
  },
  "target-test-failed": {
    exit: "failed",
    means: "Microsoft's Test Connection did not accept what the SCIM server answered",
    fix: ["Check Tenant URL and Secret Token; `--skip-test` saves them without the test."],
  },
  "target-token-invalid": {
    exit: "usage",
    means: "the SCIM token has characters that cannot be sent",
    fix: ["Copy it again."],
  },
  "target-unauthorized": {
    exit: "failed",
    means: "the SCIM server does not accept the token",
    fix: ["Check that it is the token of this server, complete and not expired."],
  },
  "target-unreachable": {
    exit: "failed",
    means: "the SCIM server did not answer",
    fix: ["Check host, port and network."],
  },
  "target-url-invalid": {
    exit: "usage",
    means: "the SCIM base URL cannot be used",
    fix: ["Correct it."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
