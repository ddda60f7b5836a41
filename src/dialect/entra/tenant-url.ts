/**
 * How PATCH bodies are written: Entra's default, which RFC 7644 does not allow in places, or the compliant one that a flag
 * in the tenant URL asks for.
 */
export type PatchStyle = "default" | "aadOptscim062020";

const COMPLIANT = "aadOptscim062020";
/** The way back to the old bodies, once the compliant ones are the default. */
const ROLLBACK = "AzureAdScimPatch2017";

/**
 * Takes the flags of the provisioning service off a tenant URL's query, so that the target never sees them. All else of the
 * URL stays as it was written, further query parameters among it. With both flags the way back wins.
 * Source: Microsoft Learn, application-provisioning-config-problem-scim-compatibility.
 */
export function splitTenantUrl(tenantUrl: string): { baseUrl: string; style: PatchStyle } {
  const [beforeFragment = "", ...fragment] = tenantUrl.split("#");
  const [address = "", ...query] = beforeFragment.split("?");
  if (query.length === 0) return { baseUrl: tenantUrl, style: "default" };

  // A second "?" is what people write when the URL has a query already.
  const parameters = query.flatMap((part) => part.split("&"));
  const names = parameters.map((parameter) => parameter.split("=")[0] ?? "");
  const style = names.includes(COMPLIANT) && !names.includes(ROLLBACK) ? COMPLIANT : "default";
  if (!names.includes(COMPLIANT) && !names.includes(ROLLBACK)) return { baseUrl: tenantUrl, style };

  const kept = parameters.filter((_, index) => names[index] !== COMPLIANT && names[index] !== ROLLBACK);
  const search = kept.length === 0 ? "" : `?${kept.join("&")}`;
  return { baseUrl: [address + search, ...fragment].join("#"), style };
}
