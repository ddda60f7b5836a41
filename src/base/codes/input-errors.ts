import type { ErrorEntry } from "./entries.js";

/** What is wrong with what was given: the command line, inputs, templates, files, addresses, and the endpoint that issues a token. */
export const INPUT_ERRORS = {
  "file-unreadable": {
    exit: "usage",
    means: "a file that a flag names cannot be read",
    fix: ["Give another file, or make it readable."],
  },
  "file-unwritable": {
    exit: "usage",
    means: "the place of `--out` or `--transcript` cannot be written to, or is a folder or a pipe",
    fix: ["Name a file in a folder that you may write to."],
  },
  "group-not-in-people": {
    exit: "usage",
    means: "no user in the file of `--people` is in a group that the run names",
    fix: ["Correct the file or the name."],
  },
  "input-invalid": {
    exit: "usage",
    means: "an input of the template has a value that cannot be used",
    fix: ["Correct it where it was given."],
  },
  "input-missing": {
    exit: "usage",
    means: "an input has no value, and there is no terminal to ask at",
    fix: ["Give it by its flag, its environment variable or the inputs file."],
  },
  "input-twice": {
    exit: "usage",
    means: "an input was given by its own flag and by `--set`",
    fix: ["Keep one of the two."],
  },
  "input-unknown": {
    exit: "usage",
    means: "the template has no input of that name",
    fix: ["Correct the name."],
  },
  "inputs-file-invalid": {
    exit: "usage",
    means: "the file of `--inputs` cannot be used; the error names the place and the reason",
    fix: ["Correct the file there."],
  },
  "org-url-invalid": {
    exit: "usage",
    means: "the address of the Okta org cannot be used",
    fix: ["Give it as `https://acme.okta.com`."],
  },
  "preview-unknown": {
    exit: "usage",
    means:
      "no user in the simulated tenant, or in the groups that were read, has the sign-in name given to `--preview`",
    fix: ["Give the sign-in name in full, or add a group of that user with `--group`."],
  },
  "proxy-url-invalid": {
    exit: "usage",
    means: "`HTTPS_PROXY` is not the address of a proxy",
    fix: ["Correct it or unset it."],
  },
  "secret-in-file": {
    exit: "usage",
    means: "the inputs file contains a secret",
    fix: ["Remove it from the file, and give it by its own flag or at the prompt."],
  },
  "secret-on-argv": {
    exit: "usage",
    means: "a secret was given on the command line, where other programs can read it",
    fix: ["Give it in a file, at the prompt or on standard input."],
  },
  "service-app-key-unreadable": {
    exit: "usage",
    means: "the file of `sandbox --service-app-key` holds no public key",
    fix: ["Give a public key as JWK or PEM."],
  },
  "template-invalid": {
    exit: "usage",
    means: "the template has mistakes; the error names file, line and column of each",
    fix: ["Correct them there."],
  },
  "template-not-found": {
    exit: "usage",
    means: "there is no template of that name, and no such file",
    fix: ["Correct the name or the path."],
  },
  "tenant-not-named": {
    exit: "usage",
    means: "no flag or environment variable names the tenant, and a plan file cannot name it",
    fix: ["Add `--org-url` or `OKTA_CLIENT_ORGURL`; for Entra, add `--tenant` or `AZURE_TENANT_ID`."],
  },
  "token-endpoint-insecure": {
    exit: "usage",
    means: "the address that issues the token is not https, so the client secret would be sent unencrypted",
    fix: ["Give the https address."],
  },
  "token-endpoint-refused": {
    exit: "failed",
    means: "the vendor's token endpoint refused the client",
    fix: ["Check client id and client secret at the vendor."],
  },
  "token-endpoint-unexpected": {
    exit: "failed",
    means: "the address that should issue the token answered without one",
    fix: ["Check the address."],
  },
  "token-endpoint-unreachable": {
    exit: "failed",
    means: "the address that issues the token did not answer",
    fix: ["Check the address, the network and the proxy."],
  },
  "token-endpoint-untrusted": {
    exit: "failed",
    means: "this machine does not trust the certificate of the address that issues the token",
    fix: ["Name your certificate authority in `NODE_EXTRA_CA_CERTS`; verification cannot be switched off."],
  },
  usage: {
    exit: "usage",
    means: "the command line cannot be understood",
    fix: ["See `--help`."],
  },
  "writes-not-accepted": {
    exit: "usage",
    means: "a dry run would write to a SCIM server that is not on this machine",
    fix: ["Add `--accept-writes` when the server is meant for that."],
  },
} as const satisfies Readonly<Record<string, ErrorEntry>>;
