import type { Finding } from "../document/issues.js";
import { stringsIn } from "../document/references.js";
import { valueAt } from "../document/schema-walk.js";

/**
 * Text that can only be a credential: a JSON Web Token (RFC 7519), an Authorization header's value, a private key (RFC 7468),
 * and the token prefixes of known issuers (GitHub, Slack, Stripe, AWS, Google: their own documentation).
 */
const CREDENTIALS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\b(?:Bearer|Basic|SSWS)\s+(?=\S*\d)[\w.~+/=-]{16,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:gh[pousr]_|github_pat_|xox[abposr]-|sk_live_|sk_test_|AKIA|AIza)[\w-]{12,}/,
  /\b(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-f0-9]{32,}\b/i,
];

/** Names of values that a template must not contain. */
const SECRET_NAME = /(secret|token|password|api_?key)$/i;

/** Values that look like secrets in a template, which anyone may read. The value is never quoted. */
export function checkSecrets(root: unknown): readonly Finding[] {
  const shaped = stringsIn(root)
    .filter(({ text }) => CREDENTIALS.some((credential) => credential.test(text)))
    .map(({ path }) => finding(path, "this looks like a secret"));
  return [...shaped, ...writtenInputs(root)];
}

/** Inputs whose name says that they are secrets, but not their type. */
function writtenInputs(root: unknown): readonly Finding[] {
  return stringsIn(root).flatMap(({ path }) => {
    const [top, name, key] = path;
    if (top !== "inputs" || path.length !== 3 || (key !== "default" && key !== "example")) return [];
    if (!SECRET_NAME.test(String(name)) || valueAt(root, [top, name ?? "", "type"]) !== "text") return [];
    return [finding(path, `this looks like the value of ${String(name)}, which is a secret by its name`)];
  });
}

function finding(path: Finding["path"], what: string): Finding {
  return {
    path,
    at: "value",
    what: `${what}; a template must not contain secrets. Make it an input of type secret`,
  };
}
