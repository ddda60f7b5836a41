import type { Finding } from "../document/issues.js";
import { stringsIn } from "../document/references.js";
import { valueAt } from "../document/schema-walk.js";

/**
 * Shapes that nothing but a credential has: a JSON Web Token (RFC 7519), an Authorization header's value, a private key (RFC 7468),
 * and the prefixes by which issuers mark their tokens (GitHub, Slack, Stripe, AWS, Google: their own documentation).
 */
const CREDENTIALS: readonly RegExp[] = [
  /\beyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*/,
  /\b(?:Bearer|Basic|SSWS)\s+(?=\S*\d)[\w.~+/=-]{16,}/i,
  /-----BEGIN [A-Z ]*PRIVATE KEY-----/,
  /\b(?:gh[pousr]_|github_pat_|xox[abposr]-|sk_live_|sk_test_|AKIA|AIza)[\w-]{12,}/,
  /\b(?=[a-z0-9]*[a-z])(?=[a-z0-9]*\d)[a-f0-9]{32,}\b/i,
];

/** Names of what is never written down. */
const SECRET_NAME = /(secret|token|password|api_?key)$/i;

/** What looks like a secret in a template, which everybody may read. The value is never quoted. */
export function checkSecrets(root: unknown): readonly Finding[] {
  const shaped = stringsIn(root)
    .filter(({ text }) => CREDENTIALS.some((credential) => credential.test(text)))
    .map(({ path }) => finding(path, "this looks like a secret"));
  return [...shaped, ...writtenInputs(root)];
}

/** Inputs that are secrets by their name and not by their type. */
function writtenInputs(root: unknown): readonly Finding[] {
  return stringsIn(root).flatMap(({ path }) => {
    const [top, name, key] = path;
    if (top !== "inputs" || path.length !== 3 || (key !== "default" && key !== "example")) return [];
    if (!SECRET_NAME.test(String(name)) || valueAt(root, [top, name ?? "", "type"]) !== "text") return [];
    return [finding(path, `${String(name)} is a secret by its name, and this looks like its value`)];
  });
}

function finding(path: Finding["path"], what: string): Finding {
  return {
    path,
    at: "value",
    what: `${what}: everybody who has the template would have it. Make it an input of type secret`,
  };
}
