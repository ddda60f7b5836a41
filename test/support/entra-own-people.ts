import type { EntraSandbox } from "../../src/sandbox/entra/start.js";
import type { SandboxGroup, SandboxUser } from "../../src/sandbox/entra/tenant/model.js";
import type { Directory, DirectoryPerson } from "../../src/sandbox/people/person.js";

const ADMIN = "TOTAL-Admin";
const ANALYST = "TOTAL-Analyst";
const DOMAIN = "northwind.example";
export const GUEST = "erin_partner.example#EXT#@northwind.onmicrosoft.com";
export const LONG = "Senior ".repeat(60).trim();

/** The groups of the guide, with all that makes a tenant's own people different from made-up ones. */
export const OWN_PEOPLE: Directory = {
  people: [
    own("ada", [ADMIN], { givenName: "Ada", familyName: "Okafor", title: "CISO", department: "Security" }),
    own("ben", [ADMIN, ANALYST], { givenName: "Zoë", familyName: "O'Brien-Łukasiewicz", title: LONG }),
    own("cem", [ADMIN], { givenName: "Cem", familyName: "Yıldız", active: false }),
    own("siobhan.o'neill", [ANALYST], { givenName: "Siobhán", familyName: "O'Neill", department: 'R&D "North"' }),
    own("layla", [ANALYST], { givenName: "ليلى", familyName: "حداد", displayName: "ليلى حداد" }),
    own("yuki", [ANALYST], { givenName: "由紀", familyName: "田中", displayName: "田中 由紀" }),
    own("mononym", [ANALYST], { givenName: "Suharto", displayName: "Suharto" }),
    { userName: `bare@${DOMAIN}`, active: true, groups: [ANALYST] },
    { ...own("erin", [ANALYST], { givenName: "Erin" }), userName: GUEST, email: "erin@partner.example" },
    own("sam", [ADMIN], { givenName: "Sam", familyName: "One" }),
    { ...own("sam", [ANALYST], { givenName: "Sam", familyName: "Two" }), userName: `sam@emea.${DOMAIN}` },
    own("dag", ["Night Shift"], { givenName: "Dag", familyName: "Inner" }),
    own("eve", ["Deep"], { givenName: "Eve", familyName: "Innermost" }),
    own("sales", ["Sales"], { givenName: "Not", familyName: "Concerned" }),
  ],
  groups: [ADMIN, ANALYST, "Night Shift", "Deep", "Sales"],
};

/** Twelve of them as an administrator would name them; ten arrive by the guide. */
export const OWN_NAMES = OWN_PEOPLE.people.map(({ userName }) => userName);

function own(name: string, groups: readonly string[], more: Partial<DirectoryPerson>): DirectoryPerson {
  const userName = `${name}@${DOMAIN}`;
  return { userName, email: userName, active: true, groups, ...more };
}

/** What no directory file can say: managers, aliases, numbers, nesting in a circle, a group kept by a rule. Done alike to every copy. */
export function makeOwn({ tenant }: EntraSandbox): void {
  const user = (name: string): SandboxUser =>
    found(
      [...tenant.users.values()].find(({ userPrincipalName }) => userPrincipalName === name),
      name,
    );
  const group = (name: string): SandboxGroup =>
    found(
      [...tenant.groups.values()].find(({ displayName }) => displayName === name),
      name,
    );

  for (const { more } of tenant.users.values()) more["userType"] = "Member";
  const ada = user(`ada@${DOMAIN}`);
  ada.mailNickname = "ada.o";
  Object.assign(ada.more, {
    employeeId: "0007",
    city: "Zürich",
    telephoneNumber: "+41 44 000 00 00",
    mobile: "+41 79 000 00 00",
    physicalDeliveryOfficeName: "Bâtiment 4",
    preferredLanguage: "de-CH",
    companyName: "Northwind AG",
    proxyAddresses: [`SMTP:ada@${DOMAIN}`, `smtp:ada.okafor@${DOMAIN}`],
    extensionAttribute7: "cost centre 7",
    dirSyncEnabled: "True",
    onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-1001",
  });
  user(GUEST).more["userType"] = "Guest";
  user(GUEST).mailNickname = "erin_partner.example#EXT#";
  user(`sam@emea.${DOMAIN}`).mailNickname = "sam";
  user(`ben@${DOMAIN}`).manager = ada.id;
  user(`layla@${DOMAIN}`).manager = user(`sales@${DOMAIN}`).id;
  user(`yuki@${DOMAIN}`).manager = user(`cem@${DOMAIN}`).id;

  group(ADMIN).members.add(group("Night Shift").id);
  group("Night Shift").members.add(group("Deep").id);
  group("Deep").members.add(group("Night Shift").id);
  Object.assign(group("Night Shift"), { groupTypes: ["DynamicMembership"] });
  // A Microsoft 365 group with the security setting: it can be assigned, and has no groups within it.
  Object.assign(group(ANALYST), { groupTypes: ["Unified"], mailEnabled: true, mailNickname: "analysts" });
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`nothing named ${name} in the tenant`);
  return value;
}
