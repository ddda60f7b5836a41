import { expect, test } from "vitest";
import type { Directory, DirectoryPerson } from "../../../src/sandbox/people/person.js";
import { startWorld } from "./graph/world.js";

const ADA = "0a9c1d2e-3f40-4a51-8b62-7c8d9e0f1a01";
const ERIN = "0a9c1d2e-3f40-4a51-8b62-7c8d9e0f1a02";
const OFF = "0a9c1d2e-3f40-4a51-8b62-7c8d9e0f1a03";
const ADMINS = "1b0c2d3e-4f50-4b61-9c72-8d9e0f1a2b01";
const [INNER, OTHER_INNER] = ["1b0c2d3e-4f50-4b61-9c72-8d9e0f1a2b02", "1b0c2d3e-4f50-4b61-9c72-8d9e0f1a2b03"];
const OUTSIDE = "0a9c1d2e-3f40-4a51-8b62-7c8d9e0f1aff";

/** Everything Graph can tell of somebody that mappings can read. */
const PROFILE = {
  id: ADA,
  userPrincipalName: "ada@northwind.example",
  accountEnabled: true,
  displayName: "Ada Okafor",
  givenName: "Ada",
  surname: "Okafor",
  mail: "ada.okafor@northwind.example",
  mailNickname: "ada.o",
  jobTitle: "CISO",
  department: "Security",
  employeeId: "0007",
  employeeType: "Employee",
  preferredLanguage: "de-CH",
  streetAddress: "Seestraße 1",
  city: "Zürich",
  state: "ZH",
  postalCode: "8002",
  country: "CH",
  companyName: "Northwind AG",
  mobilePhone: "+41 79 000 00 00",
  businessPhones: ["+41 44 000 00 00"],
  faxNumber: "+41 44 000 00 01",
  officeLocation: "Bâtiment 4",
  onPremisesSecurityIdentifier: "S-1-5-21-1-2-3-1001",
  onPremisesSyncEnabled: true,
  otherMails: ["ada@home.example"],
  proxyAddresses: ["SMTP:ada.okafor@northwind.example", "smtp:ada@northwind.example"],
  usageLocation: "CH",
  userType: "Member",
};
const EXTENSIONS = { extensionAttribute1: "one", extensionAttribute15: "fifteen" };

const IMPORTED: Directory = {
  people: [
    person(ADA, { ...PROFILE, onPremisesExtensionAttributes: EXTENSIONS }, { manager: OUTSIDE }),
    person(ERIN, { userPrincipalName: "erin_p.example#EXT#@northwind.example", userType: "Guest" }, { manager: ADA }),
    person(OFF, { userPrincipalName: "off@northwind.example" }, { active: false }),
  ],
  groups: ["TOTAL-Admin"],
  imported: {
    groups: [
      group(ADMINS, "TOTAL-Admin", [ADA, INNER, OTHER_INNER]),
      group(INNER, "Night Shift", [ERIN, ADMINS], { groupTypes: ["DynamicMembership"] }),
      group(OTHER_INNER, "Night Shift", [OFF], { groupTypes: ["Unified"], securityEnabled: false, mailEnabled: true }),
    ],
  },
};

function person(
  id: string,
  attributes: NonNullable<DirectoryPerson["attributes"]> & { readonly userPrincipalName: string },
  more: Partial<DirectoryPerson> = {},
): DirectoryPerson {
  return { id, userName: attributes.userPrincipalName, active: true, groups: [], attributes, ...more };
}

function group(id: string, name: string, members: readonly string[], more: Record<string, boolean | string[]> = {}) {
  const attributes = { mailNickname: "alias", securityEnabled: true, mailEnabled: false, groupTypes: [], ...more };
  return { id, name, attributes, members };
}

test("somebody imported reads back from Graph as they were read", async () => {
  const { call } = await startWorld({ directory: IMPORTED });
  const select = [...Object.keys(PROFILE), "onPremisesExtensionAttributes"].join(",");
  const { body } = await call("GET", `/users/${ADA}?$select=${select}`);
  const { onPremisesExtensionAttributes, ...rest } = body;
  expect(rest).toEqual({ "@odata.context": expect.any(String) as string, ...PROFILE });
  expect(onPremisesExtensionAttributes).toMatchObject({ ...EXTENSIONS, extensionAttribute2: null });
});

test("what was not there is not made up", async () => {
  const { call } = await startWorld({ directory: IMPORTED });
  const select = Object.keys(PROFILE).join(",");
  const { body } = await call("GET", `/users/${OFF}?$select=${select}`);
  const there = Object.entries(body).filter(([, value]) => value !== null && JSON.stringify(value) !== "[]");
  expect(there.map(([name]) => name).sort()).toEqual([
    "@odata.context",
    "accountEnabled",
    "id",
    "userPrincipalName",
    "userType",
  ]);
  expect(body["accountEnabled"]).toBe(false);
});

test("groups keep their ids, kinds and members, even two of one name within one", async () => {
  const { call } = await startWorld({ directory: IMPORTED });
  const { list: inner } = await call("GET", `/groups/${ADMINS}/members/microsoft.graph.group`);
  expect(inner.map(({ id, displayName, groupTypes }) => ({ id, displayName, groupTypes }))).toEqual([
    { id: INNER, displayName: "Night Shift", groupTypes: ["DynamicMembership"] },
    { id: OTHER_INNER, displayName: "Night Shift", groupTypes: ["Unified"] },
  ]);
  const { list: direct } = await call("GET", `/groups/${ADMINS}/members/microsoft.graph.user`);
  expect(direct.map(({ id }) => id)).toEqual([ADA]);
  const everybody = `/groups/${ADMINS}/transitiveMembers/microsoft.graph.user?$count=true`;
  const { list } = await call("GET", everybody, undefined, { ConsistencyLevel: "eventual" });
  expect(list.map(({ id }) => id)).toEqual([ADA, ERIN, OFF]);
});

test("a list of people tells their managers when it is asked to, and only to who may see them", async () => {
  const path = `/users?$filter=${encodeURIComponent(`id in ('${ADA}','${ERIN}','${OFF}')`)}&$select=id&$expand=`;
  const { call } = await startWorld({ directory: IMPORTED });
  const { list } = await call("GET", `${path}manager($select=id)`);
  expect(list.map(({ id, manager }) => [id, manager])).toEqual([
    [ADA, { "@odata.type": "#microsoft.graph.user", id: OUTSIDE }],
    [ERIN, { "@odata.type": "#microsoft.graph.user", id: ADA }],
    [OFF, undefined],
  ]);
  expect(await call("GET", `${path}memberOf`)).toMatchObject({ status: 400 });

  const scopes = ["User.ReadBasic.All"];
  const other = await startWorld({ directory: IMPORTED, scopes });
  expect(await other.call("GET", `${path}manager($select=id)`)).toMatchObject({ status: 403 });
});
