import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";

/**
 * The SCIM base URL a person gave, parsed. Its query is kept, since some vendors switch behaviour with it.
 *
 * @param place - where it was given, for the message
 * @throws SetupError `target-url-invalid` (exit 64) when it is no URL, plain http off this machine, or holds a user name,
 *   a password or a fragment
 */
export function checkBaseUrl(text: string, place = "The SCIM base URL"): URL {
  const given = text.trim();
  const invalid = (shown: string, why: string): SetupError => urlInvalid(place, shown, why);
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) throw invalid(given, "no URL can be read from it");
  if (url.username !== "" || url.password !== "") {
    throw invalid("(not shown)", "it contains a user name or a password; the token is given apart from it");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw invalid(given, `it begins with ${url.protocol}//`);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalid(given, "the token would travel unencrypted: http is for this machine's own addresses only");
  }
  if (url.hash !== "") throw invalid(given, "it has a fragment (the part behind #), which no server ever sees");
  return url;
}

/**
 * Why Okta would refuse this SCIM base URL, or undefined when it would not.
 * Source: Okta developer docs, guides/scim-provisioning-integration-connect ("must not contain the underscore character").
 */
export function oktaBaseUrlProblem(url: string): string | undefined {
  const { host, pathname } = checkBaseUrl(url);
  const part = host.includes("_") ? "host" : pathname.includes("_") ? "path" : undefined;
  return part === undefined ? undefined : `Okta accepts no underscore in a base URL, and there is one in its ${part}`;
}

/** Makes the path that goes on the wire out of a path relative to the base URL, e.g. `/Users?startIndex=1`. */
export function pathUnder(base: URL): (path: string) => string {
  const prefix = base.pathname.replace(/\/+$/, "");
  const ownQuery = base.search.slice(1);
  if (ownQuery === "") return (path) => prefix + path;
  return (path) => `${prefix}${path}${path.includes("?") ? "&" : "?"}${ownQuery}`;
}

function urlInvalid(place: string, given: string, why: string): SetupError {
  return new SetupError({
    code: "target-url-invalid",
    exitCode: EXIT.usage,
    what: `${place} cannot be used: ${given === "" ? "(empty)" : given}`,
    why,
    fix: ["Give the URL that stands before /Users, as https://scim.example.com/scim/v2."],
  });
}
