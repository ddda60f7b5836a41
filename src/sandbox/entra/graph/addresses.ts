/**
 * The address by which a request finds its route: v1.0 for beta, no slash at the end, a key in parentheses as a segment.
 * `(appId='...')` becomes a segment of its own, since the router cannot have a parenthesis in a path.
 * Source: Microsoft Graph docs, whose examples write all of these; OData 4.01 URL conventions (keys).
 */
export function routedUrl(url: string): string {
  const [path = "", ...query] = url.split("?");
  if (!/^\/(?:v1\.0|beta)(?:\/|$)/i.test(path)) return url;
  const routed = path
    .replace(/^\/(?:v1\.0|beta)(?=\/|$)/i, "/v1.0")
    .replace(/(.)\/+$/, "$1")
    .replace(/\/(\w+)\((?:'|%27)([^'()%]+)(?:'|%27)\)/gi, "/$1/$2")
    .replace(/^(\/v1\.0\/(?:servicePrincipals|applications))\(/i, "$1/(");
  return [routed, ...query].join("?");
}

/** True for a request to the beta endpoint. */
export function isBeta(url: string): boolean {
  return /^\/beta\//i.test(url);
}
