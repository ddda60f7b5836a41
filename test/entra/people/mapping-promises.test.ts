import { describe, expect, test } from "vitest";
import { mappingPromises, mappingRequirements } from "../../../src/entra/people/mapping-promises.js";
import { planMappings } from "../../../src/entra/mapping/schema-surgery.js";
import { GUIDE, mapped, PEOPLE_MAPPINGS, schemaOf } from "../support/schemas.js";

const EXTERNAL_ID = { target: "externalId", source: "objectId" };

function reasonFor(...parameters: Parameters<typeof mappingPromises>): string | undefined {
  return mappingPromises(...parameters).find(({ path }) => path === "externalId")?.reason;
}

describe("what mappings promise of each person", () => {
  test("is the name people are known by, and what the guide wants mapped", () => {
    expect(mappingPromises(undefined, GUIDE).map(({ path, attribute, match }) => [path, attribute, match])).toEqual([
      ["userName", "userPrincipalName", "caseless"],
      ["externalId", "objectId", "exact"],
      ["title", "jobTitle", "exact"],
      ["urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", "department", "exact"],
    ]);
  });

  test("follows the job's schema for the name", () => {
    const people = PEOPLE_MAPPINGS.map((item) =>
      item["targetAttributeName"] === "userName" ? mapped("userName", "[mail]", 1) : item,
    );
    expect(mappingPromises(schemaOf({ people }), [EXTERNAL_ID])[0]).toMatchObject({
      path: "userName",
      attribute: "mail",
    });
    const computed = PEOPLE_MAPPINGS.map((item) =>
      item["targetAttributeName"] === "userName" ? mapped("userName", "NormalizeDiacritics([mail])", 1) : item,
    );
    expect(mappingPromises(schemaOf({ people: computed }), [EXTERNAL_ID])[0]?.attribute).toBe("userPrincipalName");
  });

  test.each([
    ["ToLower([mail])", "mail"],
    ["ToLower([mail], )", "mail"],
    ["ToUpper( [employeeId] )", "employeeId"],
  ])("takes %s for the attribute itself: names are compared without case", (expression, attribute) => {
    const people = PEOPLE_MAPPINGS.map((item) =>
      item["targetAttributeName"] === "userName" ? mapped("userName", expression, 1) : item,
    );
    const schema = schemaOf({ people });
    expect(mappingPromises(schema, [EXTERNAL_ID])[0]).toMatchObject({ path: "userName", attribute });
    expect(mappingRequirements(schema, [EXTERNAL_ID])).toEqual([
      { attribute, reason: expect.stringContaining(`no ${attribute} in Entra`) as string },
    ]);
  });

  test("requires nothing where users are known by their sign-in name, which is never empty", () => {
    expect(mappingRequirements(schemaOf(), GUIDE)).toEqual([]);
    expect(mappingRequirements(undefined, GUIDE)).toEqual([]);
  });

  test("does not promise the name twice", () => {
    const wanted = [{ target: "username", source: "mail" }];
    expect(mappingPromises(schemaOf(), wanted)).toMatchObject([{ attribute: "mail", match: "caseless" }]);
  });
});

describe("why a person may carry another value", () => {
  test("names what the attribute mapping sends instead, and Entra's default where the schema was not read", () => {
    expect(reasonFor(schemaOf(), [EXTERNAL_ID])).toContain("sends [mailNickname] as externalId, not [objectId]");
    expect(reasonFor(undefined, [EXTERNAL_ID])).toContain("default mapping sends [mailNickname] as externalId");
  });

  test("says so where nothing is mapped", () => {
    const people = PEOPLE_MAPPINGS.filter((item) => item["targetAttributeName"] !== "externalId");
    expect(reasonFor(schemaOf({ people }), [EXTERNAL_ID])).toContain("externalId is not mapped");
    expect(reasonFor(schemaOf({ people: [...people, mapped("externalId", null)] }), [EXTERNAL_ID])).toContain(
      "a constant",
    );
  });

  test("speaks of an older value once the mapping is right", () => {
    const { after } = planMappings(schemaOf(), [EXTERNAL_ID]);
    expect(reasonFor(after, [EXTERNAL_ID])).toMatch(
      /sends \[objectId\] as externalId: the value is older than the mapping.*restart/,
    );
  });
});
