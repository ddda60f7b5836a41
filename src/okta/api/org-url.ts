import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";

/** An org's address as the API needs it: scheme and host, without a slash at the end. */
export interface OrgUrl {
  readonly url: string;
  /** A sentence about what was changed in the given address. */
  readonly notice?: string;
}

const OKTA_DOMAIN = /\.(okta|oktapreview|okta-emea)\.com$/;
/** Okta's own sites, which are not orgs. */
const OWN_SITES = /^(www|login|developer|help|support|status|trust)?\.?(okta|oktapreview|okta-emea)\.com$/;
/** Stands for an address with a password in it. */
const HIDDEN = "The address (not shown)";
const PLACEHOLDER = /[{}<>]|\byour-?(okta)?-?(domain|org)\b|yourokta/i;
/** Paths of pages that are often copied from a browser's address bar. */
const PAGE_PATH = /^\/(admin|app|enduser|home|login|user)(\/|$)/;

/**
 * The address of an Okta org, from what was typed or copied from a browser.
 * An Admin Console address (`https://acme-admin.okta.com/admin/dashboard`) becomes the address of its org.
 *
 * @throws SetupError `org-url-invalid` (exit 64) when it cannot be an org's address
 */
export function normaliseOrgUrl(text: string): OrgUrl {
  const given = text.trim();
  if (PLACEHOLDER.test(given)) throw invalid(given, "it is a placeholder, not an address");
  const url = parse(given);
  const host = url.hostname;
  const loopback = isLoopback(host);

  if (url.protocol !== "https:" && !(url.protocol === "http:" && loopback)) {
    throw invalid(given, "only https is supported; http works only for addresses on this machine");
  }
  if (url.username !== "" || url.password !== "") throw invalid(HIDDEN, "it contains a user name or a password");
  if (!loopback && !host.includes("."))
    throw invalid(given, "its host name is not complete", `https://${host}.okta.com`);
  if (OWN_SITES.test(host)) throw invalid(given, "it is Okta's own site, not an org");

  const admin = OKTA_DOMAIN.test(host) && /^[^.]+-admin\./.test(host);
  const page = PAGE_PATH.test(url.pathname);
  if (!admin && !page && (url.pathname !== "/" || url.search !== "" || url.hash !== "")) {
    throw invalid(given, "an org's address has nothing after the host name", url.origin);
  }
  if (admin) url.hostname = host.replace(/-admin\./, ".");
  const plain = url.origin;
  return plain === given.replace(/\/$/, "")
    ? { url: plain }
    : { url: plain, notice: `Using ${plain} as the org's address.` };
}

/**
 * The address of the org's Admin Console: `-admin` after the first label of Okta's own domains.
 * Loopback addresses and custom domains are not changed.
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
    throw invalid(given, "it has no host name");
  }
}

function startsWithLoopback(given: string): boolean {
  return isLoopback(given.replace(/(:\d+)?(\/.*)?$/, ""));
}

function invalid(given: string, why: string, example = "https://acme.okta.com"): SetupError {
  const shown = given === HIDDEN ? HIDDEN : `"${given}"`;
  return new SetupError({
    code: "org-url-invalid",
    exitCode: EXIT.usage,
    what: `${shown} is not the address of an Okta org`,
    why,
    fix: [`Enter the address where your users sign in to Okta, for example ${example}.`],
  });
}
