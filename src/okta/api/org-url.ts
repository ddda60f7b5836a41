import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";

/** An org's address as the API wants it: scheme and host, without a slash at the end. */
export interface OrgUrl {
  readonly url: string;
  /** What was changed in the address that was given, as a sentence for a person. */
  readonly notice?: string;
}

const OKTA_DOMAIN = /\.(okta|oktapreview|okta-emea)\.com$/;
/** Okta's own sites: no org lives there. */
const OWN_SITES = /^(www|login|developer|help|support|status|trust)?\.?(okta|oktapreview|okta-emea)\.com$/;
const PLACEHOLDER = /[{}<>]|\byour-?(okta)?-?(domain|org)\b|yourokta/i;
/** Paths of pages that people copy out of a browser's address bar. */
const PAGE_PATH = /^\/(admin|app|enduser|home|login|user)(\/|$)/;

/**
 * The address of an Okta org, made out of what a person typed or copied from a browser.
 * Admin console addresses (`https://acme-admin.okta.com/admin/dashboard`) lead to the org they belong to.
 *
 * @throws SetupError `org-url-invalid` (exit 64) when no org can be meant
 */
export function normaliseOrgUrl(text: string): OrgUrl {
  const given = text.trim();
  if (PLACEHOLDER.test(given)) throw invalid(given, "it is a placeholder, not an address");
  const url = parse(given);
  const host = url.hostname;
  const loopback = isLoopback(host);

  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    throw invalid(given, "only https is spoken with an org; http is for this machine's own addresses");
  }
  if (url.username !== "" || url.password !== "") throw invalid("(not shown)", "it contains a user name or a password");
  if (!loopback && !host.includes("."))
    throw invalid(given, `"${host}" is not a full host name`, `https://${host}.okta.com`);
  if (OWN_SITES.test(host)) throw invalid(given, "it is Okta's own site, not an org");

  const admin = OKTA_DOMAIN.test(host) && /^[^.]+-admin\./.test(host);
  const page = PAGE_PATH.test(url.pathname);
  if (!admin && !page && (url.pathname !== "/" || url.search !== "" || url.hash !== "")) {
    throw invalid(given, "an org's address ends with its host; there is more behind it", url.origin);
  }
  if (admin) url.hostname = host.replace(/-admin\./, ".");
  const plain = url.origin;
  return plain === given.replace(/\/$/, "")
    ? { url: plain }
    : { url: plain, notice: `Using ${plain} as the org's address.` };
}

/**
 * The address of the org's admin console: `-admin` behind the first label of Okta's own domains.
 * Loopback addresses and custom domains stay as they are.
 */
export function adminUrl(orgUrl: string): string {
  const url = new URL(orgUrl);
  if (!isOktaDomain(orgUrl)) return url.origin;
  url.hostname = url.hostname.replace(/^([^.]+)\./, "$1-admin.");
  return url.origin;
}

/** True for an address on Okta's own domains, false for a custom domain and for this machine. */
export function isOktaDomain(orgUrl: string): boolean {
  return OKTA_DOMAIN.test(new URL(orgUrl).hostname);
}

function parse(given: string): URL {
  const schemed = /^[a-z][a-z0-9+.-]*:\/\//i.test(given)
    ? given
    : `${startsWithLoopback(given) ? "http" : "https"}://${given}`;
  try {
    return new URL(schemed);
  } catch {
    throw invalid(given, "no host can be read from it");
  }
}

function startsWithLoopback(given: string): boolean {
  return isLoopback(given.replace(/(:\d+)?(\/.*)?$/, ""));
}

function invalid(given: string, why: string, example = "https://acme.okta.com"): SetupError {
  return new SetupError({
    code: "org-url-invalid",
    exitCode: EXIT.usage,
    what: `The address of the Okta org cannot be used: ${given === "" ? "(empty)" : given}`,
    why,
    fix: [`Give the address people of your org sign in at, as ${example}.`],
  });
}
