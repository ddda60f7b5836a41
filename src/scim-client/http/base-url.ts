import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";

/**
 * Parses a SCIM base URL. Its query is kept, because some vendors switch behaviour with it.
 *
 * @param place - its name or source, for the message
 * @throws SetupError `target-url-invalid` (exit 64) when it is not a URL, uses http outside this machine, or contains a user
 *   name, a password or a fragment
 */
export function checkBaseUrl(text: string, place = "The SCIM base URL"): URL {
  const given = text.trim();
  const invalid = (shown: string, why: string): SetupError => urlInvalid(place, shown, why);
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) throw invalid(given, "it is not a URL");
  if (url.username !== "" || url.password !== "") {
    throw invalid("(not shown)", "it contains a user name or a password; the token is a separate input");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:")
    throw invalid(given, `it starts with ${url.protocol}// instead of https://`);
  if (url.protocol === "http:" && !isLoopback(url.hostname)) {
    throw invalid(given, "the token would be sent unencrypted; http works only for addresses of this machine");
  }
  if (url.hash !== "") throw invalid(given, "it has a fragment (the part after #), which is never sent to a server");
  return url;
}

/**
 * Why Okta would refuse this SCIM base URL, or undefined when it would not.
 * Source: Okta developer docs, guides/scim-provisioning-integration-connect ("must not contain the underscore character").
 */
export function oktaBaseUrlProblem(url: string): string | undefined {
  const { host, pathname } = checkBaseUrl(url);
  const part = host.includes("_") ? "host" : pathname.includes("_") ? "path" : undefined;
  return part === undefined
    ? undefined
    : `Okta does not accept an underscore in a base URL, and there is one in the ${part}`;
}

/** Turns a path relative to the base URL, for example `/Users?startIndex=1`, into the path that is sent. */
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
    what: `${place} is not valid: ${given === "" ? "(empty)" : given}`,
    why,
    fix: ["Enter the part of the URL before /Users, for example https://scim.example.com/scim/v2."],
  });
}
