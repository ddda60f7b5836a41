import { beforeAll, describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { startCompany, type Company } from "./life.js";
import { lines } from "./world.js";

const ADA = "ada@x.example";
const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";
const CORE = "urn:ietf:params:scim:schemas:core:2.0:User";

/** A request of Okta: method and path, ids written as `{name}`, and what its body must hold. */
type Expected = readonly [request: string, body?: JsonObject];

/** Something that happens, and everything Okta sends because of it. */
interface Event {
  readonly what: string;
  readonly happens: (company: Company) => Promise<unknown>;
  readonly sends: readonly Expected[];
}

const user = `/api/v1/users/${ADA}`;
const lookUp: Expected = [`GET /Users?filter=userName eq "${ADA}"&startIndex=1&count=100`];
const read: Expected = [`GET /Users/{${ADA}}`];
const put = (body: JsonObject): Expected => [`PUT /Users/{${ADA}}`, { userName: ADA, ...body }];
const member = (name: string): JsonObject => ({ value: `{${name}}`, display: name });
const putGroup = (...names: string[]): Expected => [
  "PUT /Groups/{TOTAL}",
  { displayName: "TOTAL", members: names.map(member) },
];
const readGroup: Expected = ["GET /Groups/{TOTAL}"];

const LIFE: readonly Event[] = [
  {
    what: "is hired: looked for, created, and sent with the whole pushed group",
    happens: async (company) =>
      company.do("POST", "/api/v1/users", {
        profile: { login: ADA, email: ADA, firstName: "Ada", lastName: "Berg", department: "Sales" },
        credentials: { password: { value: "not sent to the target" } },
        groupIds: [await company.world.groupId("Staff"), await company.world.groupId("TOTAL")],
      }),
    sends: [
      lookUp,
      [
        "POST /Users",
        {
          schemas: [CORE, ENTERPRISE],
          userName: ADA,
          name: { givenName: "Ada", familyName: "Berg" },
          emails: [{ primary: true, value: ADA, type: "work" }],
          displayName: "Ada Berg",
          locale: "en-US",
          groups: [],
          active: true,
          [ENTERPRISE]: { department: "Sales" },
        },
      ],
      readGroup,
      putGroup("bo@x.example", ADA),
    ],
  },
  {
    what: "moves to another department: read and replaced",
    happens: (company) => company.do("POST", user, { profile: { department: "Research" } }),
    sends: [read, put({ active: true, [ENTERPRISE]: { department: "Research" } })],
  },
  {
    what: "moves from one assigned group to another: nothing",
    happens: async (company) => {
      await company.do("PUT", `${await company.group("Research")}/users/${ADA}`);
      await company.do("DELETE", `${await company.group("Staff")}/users/${ADA}`);
    },
    sends: [],
  },
  {
    what: "marries: read and replaced with the new name",
    happens: (company) => company.do("POST", user, { profile: { lastName: "Holm" } }),
    sends: [read, put({ name: { givenName: "Ada", familyName: "Holm" }, displayName: "Ada Holm", active: true })],
  },
  {
    what: "gets a telephone, which is not mapped: nothing",
    happens: (company) => company.do("POST", user, { profile: { mobilePhone: "+47 22 00 00 00" } }),
    sends: [],
  },
  {
    what: "leaves the pushed group: the whole membership without them",
    happens: async (company) => company.do("DELETE", `${await company.group("TOTAL")}/users/${ADA}`),
    sends: [readGroup, putGroup("bo@x.example")],
  },
  {
    what: "leaves the last assigned group: deactivated",
    happens: async (company) => company.do("DELETE", `${await company.group("Research")}/users/${ADA}`),
    sends: [read, put({ active: false, displayName: "Ada Holm" })],
  },
  {
    what: "comes back: looked for, read and reactivated",
    happens: async (company) => company.do("PUT", `${await company.group("Staff")}/users/${ADA}`),
    sends: [lookUp, read, put({ active: true })],
  },
  {
    what: "is suspended: nothing",
    happens: (company) => company.do("POST", `${user}/lifecycle/suspend`),
    sends: [],
  },
  {
    what: "is let in again: nothing",
    happens: (company) => company.do("POST", `${user}/lifecycle/unsuspend`),
    sends: [],
  },
  {
    what: "is deactivated: deactivated at the target",
    happens: (company) => company.do("POST", `${user}/lifecycle/deactivate`),
    sends: [read, put({ active: false })],
  },
  {
    what: "is activated again: looked for, read and reactivated",
    happens: (company) => company.do("POST", `${user}/lifecycle/activate?sendEmail=false`),
    sends: [lookUp, read, put({ active: true })],
  },
  {
    what: "is deactivated by a first delete: deactivated at the target",
    happens: (company) => company.do("DELETE", user),
    sends: [read, put({ active: false })],
  },
  { what: "is deleted after that: nothing", happens: (company) => company.do("DELETE", user), sends: [] },
];

describe("a person's life in Okta, as the target hears of it:", () => {
  const seen: { readonly lines: readonly string[]; readonly bodies: readonly unknown[] }[] = [];
  let ids: Readonly<Record<string, string>>;
  let atTheEnd: JsonObject;
  let counts: Readonly<Record<string, number>>;

  // The whole life is lived first, since each event builds on the one before; the world is gone after the first test.
  beforeAll(async () => {
    const company = await startCompany();
    for (const event of LIFE) {
      company.world.sent.length = 0;
      await event.happens(company);
      seen.push({
        lines: lines(company.world.sent).map((line) => line.replace("/scim/v2", "")),
        bodies: company.world.sent.map(({ body }) => body),
      });
    }
    ids = await company.idsAtTarget();
    atTheEnd = await company.world.read(`/Users?filter=${encodeURIComponent(`userName eq "${ADA}"`)}`);
    counts = company.world.sandbox.scimRequests();
  });

  function withIds<T>(value: T): T {
    return JSON.parse(JSON.stringify(value), (_key, part: unknown) =>
      typeof part === "string" ? part.replace(/\{([^}]+)\}/g, (_whole, name: string) => ids[name] ?? name) : part,
    ) as T;
  }

  test.each(LIFE.map((event, index) => [event.what, index] as const))("somebody %s", (_what, index) => {
    const { sends } = LIFE[index] ?? { sends: [] };
    const happened = seen[index];
    expect(happened?.lines).toEqual(withIds(sends).map(([request]) => request));
    for (const [at, [, body]] of withIds(sends).entries()) {
      if (body === undefined) expect(happened?.bodies[at]).toBeUndefined();
      else expect(happened?.bodies[at]).toMatchObject(body);
    }
  });

  test("no PATCH and no DELETE of a person is ever sent", () => {
    expect(counts).toMatchObject({ PATCH: 0, DELETE: 0 });
  });

  test("and the target ends with the person, deactivated, once", () => {
    expect(atTheEnd).toMatchObject({ totalResults: 1, Resources: [{ active: false, displayName: "Ada Holm" }] });
  });
});
