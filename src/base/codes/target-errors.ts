import type { ErrorEntry } from "./entries.js";

/** What is wrong with the SCIM server that receives the users, or with the connection to it. */
export const TARGET_ERRORS = {
  "target-error": {
    exit: "failed",
    means: "the SCIM server answered a request with an error",
    fix: ["Follow the instructions in the error. If the error comes back, ask the vendor of the SCIM server."],
  },
  "target-groups-missing": {
    exit: "failed",
    means: "the SCIM server does not offer groups (no `/Groups`)",
    fix: ["Ask the vendor. Users can be provisioned without groups."],
  },
  "target-ignores-filter": {
    exit: "failed",
    means: "the server of `--target-url` ignores filters: it returns users that the filter does not match",
    fix: ["Make the server apply filters, or use an empty server."],
  },
  "target-not-found": {
    exit: "failed",
    means: "there is no SCIM endpoint at the base URL",
    fix: ["Check the path of the base URL."],
  },
  "target-not-scim": {
    exit: "failed",
    means: "the server at the base URL does not answer as a SCIM endpoint",
    fix: ["Check the base URL."],
  },
  "target-redirects": {
    exit: "failed",
    means: "the base URL redirects, and the token is not sent to another address",
    fix: ["Use the address that the base URL redirects to."],
  },
  "target-test-failed": {
    exit: "failed",
    means: "Microsoft's Test Connection did not accept the SCIM server's response",
    fix: ["Check Tenant URL and Secret Token. To save them without the test, add `--skip-test`."],
  },
  "target-token-invalid": {
    exit: "usage",
    means: "the SCIM token contains characters that cannot be sent",
    fix: ["Copy the token again."],
  },
  "target-unauthorized": {
    exit: "failed",
    means: "the SCIM server does not accept the token",
    fix: ["Check that the token is complete, has not expired and belongs to this server."],
  },
  "target-unreachable": {
    exit: "failed",
    means: "the SCIM server did not answer",
    fix: ["Check the host, the port and the network."],
  },
  "target-url-invalid": {
    exit: "usage",
    means: "the SCIM base URL is not valid",
    fix: ["Correct it."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
