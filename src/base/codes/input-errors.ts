import type { ErrorEntry } from "./entries.js";

/** What is wrong with the command line, an input, a template, a file, an address, or the endpoint that issues a token. */
export const INPUT_ERRORS = {
  "file-unreadable": {
    exit: "usage",
    means: "a file that an option names cannot be read, or is not valid UTF-8",
    fix: ["Check the path and its permissions, and save the file as UTF-8."],
  },
  "file-unwritable": {
    exit: "usage",
    means: "the path of `--out`, `--transcript` or `--report` cannot be written, or is a folder or a pipe",
    fix: ["Name a file in a folder that you can write to."],
  },
  "group-not-in-people": {
    exit: "usage",
    means: "the run names a group that no user in the `--people` file is in",
    fix: ["Correct the file or the name."],
  },
  "input-invalid": {
    exit: "usage",
    means: "the value of a template input is not valid",
    fix: ["Correct the value; the error says where it came from."],
  },
  "input-missing": {
    exit: "usage",
    means: "an input has no value, and there is no terminal to ask on",
    fix: ["Set it with its option, its environment variable or the inputs file."],
  },
  "input-twice": {
    exit: "usage",
    means: "an input was set twice: with its own option and with `--set`",
    fix: ["Keep one of the two."],
  },
  "input-unknown": {
    exit: "usage",
    means: "the template has no input of that name",
    fix: ["Correct the name."],
  },
  "inputs-file-invalid": {
    exit: "usage",
    means: "the `--inputs` file is not valid; the error names each place and the reason",
    fix: ["Correct the file there."],
  },
  "org-url-invalid": {
    exit: "usage",
    means: "the address of the Okta org is not valid",
    fix: ["Enter the address of the org, for example `https://acme.okta.com`."],
  },
  "preview-unknown": {
    exit: "usage",
    means: "`--preview` names a user who is not in the simulated tenant, or not in the groups that were read",
    fix: ["Enter the full sign-in name, or add one of the user's groups with `--group`."],
  },
  "proxy-url-invalid": {
    exit: "usage",
    means: "`HTTPS_PROXY` is not the address of a proxy",
    fix: ["Correct it, or unset it."],
  },
  "report-document-invalid": {
    exit: "usage",
    means: "the file given to `report` is not the JSON document of a run, is cut short, or has another format version",
    fix: ["Provide what a command writes to standard output with `--json`, unchanged."],
  },
  "secret-in-file": {
    exit: "usage",
    means: "the inputs file contains a secret",
    fix: ["Remove the secret from the file. Provide it with its own option or at the prompt."],
  },
  "secret-on-argv": {
    exit: "usage",
    means: "a secret is on the command line, where other programs can read it",
    fix: ["Provide it in a file, at the prompt or on standard input."],
  },
  "service-app-key-unreadable": {
    exit: "usage",
    means: "the file of `sandbox --service-app-key` does not contain a public key",
    fix: ["Provide a public key as JWK or PEM."],
  },
  "setup-ambiguous": {
    exit: "usage",
    means: "several remembered set-ups fit this command, and nothing decides between them; the error lists them",
    fix: ["Name the tenant, and where two set-ups share it, `--template` or `--app-id`. Or ignore them: `--fresh`."],
  },
  "setup-damaged": {
    exit: "usage",
    means: "the file of a remembered set-up is not as total-setup wrote it",
    fix: ["Delete the file that the error names, and provide its inputs once more. Or run with `--fresh`."],
  },
  "setup-not-found": {
    exit: "usage",
    means: "no set-up of that name is remembered on this machine",
    fix: ["List the names: `total-setup setups`."],
  },
  "setup-template-changed": {
    exit: "usage",
    means: "the template file of a remembered set-up is gone, or has changed since",
    fix: ["Check the file, then name it once more: `--template FILE`."],
  },
  "setup-tenant-differs": {
    exit: "usage",
    means:
      "the tenant that was signed in to is not the one of the remembered set-up; nothing was sent to the SCIM server",
    fix: ["Check the address and the sign-in. If the tenant was replaced, run with `--fresh`, or forget the set-up."],
  },
  "template-invalid": {
    exit: "usage",
    means: "the template has errors; the message names the file, line and column of each",
    fix: ["Correct them there."],
  },
  "template-not-found": {
    exit: "usage",
    means: "there is no template or template file of that name",
    fix: ["Correct the name or the path."],
  },
  "tenant-not-named": {
    exit: "usage",
    means:
      "no option or environment variable names the tenant to write to. A plan file cannot name it, and a remembered set-up only at a terminal, where its name is typed",
    fix: ["Add `--org-url` or set `OKTA_CLIENT_ORGURL`. For Entra, add `--tenant` or set `AZURE_TENANT_ID`."],
  },
  "token-endpoint-insecure": {
    exit: "usage",
    means: "the token endpoint does not use https, so the client secret would be sent unencrypted",
    fix: ["Enter the https address."],
  },
  "token-endpoint-refused": {
    exit: "failed",
    means: "the vendor's token endpoint refused the client ID and secret",
    fix: ["Check the client ID and the client secret in the vendor's product."],
  },
  "token-endpoint-unexpected": {
    exit: "failed",
    means: "the token endpoint answered without a token",
    fix: ["Check the address."],
  },
  "token-endpoint-unreachable": {
    exit: "failed",
    means: "the token endpoint did not answer",
    fix: ["Check the address, the network and the proxy."],
  },
  "token-endpoint-untrusted": {
    exit: "failed",
    means: "this machine does not trust the certificate of the token endpoint",
    fix: [
      "Name your certificate authority's file in `NODE_EXTRA_CA_CERTS`. Certificate verification cannot be turned off.",
    ],
  },
  usage: {
    exit: "usage",
    means: "the command line is not valid",
    fix: ["See `--help`."],
  },
  "writes-not-accepted": {
    exit: "usage",
    means: "a dry run would write to a SCIM server that is not on this machine",
    fix: ["If the server is meant for tests, add `--accept-writes`."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
