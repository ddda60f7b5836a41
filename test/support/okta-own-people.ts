import type { JsonValue } from "../../src/base/json.js";
import type { Directory, DirectoryPerson } from "../../src/sandbox/people/person.js";

const DOMAIN = "northwind.example";
const LONG = "Senior Vice President of Nearly Everything, ".repeat(12).trim();

/** Who is in which group: the first two are those of the guide, nobody of the third is any business of it. */
const MEMBERS: Readonly<Record<string, readonly string[]>> = {
  "TOTAL-Admin": ["twin.one", "ada", "ben", "sue", "dee", "loc", "other"],
  "TOTAL-Analyst":
    "ben siobhan.o'neill layla yuki plain long lee stan prov exp mono nomail emoji more.0 more.1 more.2 more.3 more.4 twin.two".split(
      " ",
    ),
  Sales: ["sal", "ada"],
};

/** An org's own people: whole profiles with attributes that only this org has, every state of an account, awkward names. */
export function ownPeople(): Directory {
  const people = [
    own("ada", "Ada", "Okafor", {
      title: "CISO",
      department: "Security",
      employeeNumber: "0007",
      costCode: "Z-1",
      mobilePhone: "+41 79 000 00 00",
    }),
    own("ben", "Zoë", "O'Brien-Łukasiewicz", { displayName: "Zoë O'Brien", secondEmail: "zoe@home.example" }),
    own("siobhan.o'neill", "Siobhán", "O'Neill", {
      displayName: 'Siobhán "Shiv" O\'Neill',
      title: "Fraud <Analyst> & Co",
    }),
    own("layla", "ليلى", "حداد", { displayName: "ليلى حداد", title: "محلل" }),
    own("yuki", "由紀", "田中", { displayName: "田中 由紀" }),
    own("plain", "Plain", "Person"),
    own("long", "Maximilian", "von und zu Hohenstein", { displayName: LONG, title: LONG }),
    own("lee", "  Lee", "Smith  ", { displayName: "Lee\tSmith" }),
    own("emoji", "🚀", "👩‍👩‍👧", { nickName: "rocket" }),
    own("mono", "Suharto", undefined),
    own("nomail", "No", "Mail", { email: "" }),
    own("other", "Other", "Address", { email: "somebody.else@northwind.example", secondEmail: "second@home.example" }),
    own("twin.one", "Twin", "One", { email: "twins@northwind.example" }),
    own("twin.two", "Twin", "Two", { email: "twins@northwind.example" }),
    { ...own("sue", "Sue", "Spended"), status: "SUSPENDED", active: false },
    { ...own("stan", "Stan", "Staged"), status: "STAGED", active: false },
    { ...own("dee", "Dee", "Parted"), status: "DEPROVISIONED", active: false },
    { ...own("loc", "Loc", "Ked"), status: "LOCKED_OUT" },
    { ...own("prov", "Prov", "Isioned"), status: "PROVISIONED" },
    { ...own("exp", "Exp", "Ired"), status: "PASSWORD_EXPIRED" },
    own("sal", "Sal", "Es"),
    // Enough people between the twins that the one is on the target when the other is looked for.
    ...Array.from({ length: 5 }, (_, index) => own(`more.${String(index)}`, "More", `Of ${String(index)}`)),
  ];
  const groups = Object.entries(MEMBERS).map(([name, members], index) => ({
    id: `00gOwnGroup${String(index)}aaaaaaaa`,
    name,
    attributes: { type: "OKTA_GROUP", description: `Of ${name}` },
    members: members.map(idOf),
  }));
  return { people, groups: Object.keys(MEMBERS), imported: { groups } };
}

/** The sign-in name of one of them. */
export function loginOf(name: string): string {
  return `${name}@${DOMAIN}`;
}

function idOf(name: string): string {
  return `00uOwn${name.replace(/\W/g, "").padEnd(14, "x")}`;
}

function own(
  name: string,
  firstName: string,
  lastName: string | undefined,
  more: Readonly<Record<string, JsonValue>> = {},
): DirectoryPerson {
  const login = loginOf(name);
  return {
    id: idOf(name),
    userName: login,
    active: true,
    groups: [],
    attributes: { login, email: login, firstName, ...(lastName === undefined ? {} : { lastName }), ...more },
  };
}
