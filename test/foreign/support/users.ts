import type { RunningTarget } from "../../../src/scim-target/http.js";

/** The users whom the tests assign: the members of `TOTAL-Admin`. */
export const MEMBERS = ["ada@northwind.example", "ben@northwind.example"];

/** What both tenants have: two users in `TOTAL-Admin`, and one who is not assigned. */
export const PEOPLE = ["ada", "ben", "cem"].map((name) => ({
  userName: `${name}@northwind.example`,
  givenName: "Given",
  familyName: name,
  displayName: `Given ${name}`,
  email: `${name}@northwind.example`,
  active: true,
  groups: name === "cem" ? ["Sales"] : ["TOTAL-Admin"],
}));

/** The userName of every user on a SCIM server, sorted. */
export async function userNamesOn({ baseUrl, token }: RunningTarget): Promise<string[]> {
  const headers = { authorization: `Bearer ${token.reveal()}` };
  const answer = await fetch(`${baseUrl}/Users?count=100`, { headers });
  const { Resources = [] } = (await answer.json()) as { readonly Resources?: readonly { readonly userName: string }[] };
  return Resources.map(({ userName }) => userName).sort();
}
