/**
 * The query that looks for an object by one attribute, encoded as a form is: spaces as `+`.
 * Source: a recorded request, AzureAD/SCIMReferenceCode issue 63 (`filter=userName+eq+%22...%22`).
 *
 * @param attribute - the matching attribute, as `userName` or `emails[type eq "work"].value`
 */
export function equalsFilter(attribute: string, value: string): string {
  const filter = encodeURIComponent(`${attribute} eq ${JSON.stringify(value)}`);
  return `filter=${filter.replaceAll("%20", "+")}`;
}
