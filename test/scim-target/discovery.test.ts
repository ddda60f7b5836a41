import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../src/base/json.js";
import { BASE_URL, harness } from "../scim-target/harness.js";

describe("discovery", () => {
  test("names the resource types and their schemas", () => {
    const { listed, ask } = harness();
    expect(listed("/ResourceTypes", "endpoint")).toEqual(["/Users", "/Groups"]);
    expect(ask("GET", "/ResourceTypes/User").body).toMatchObject({
      schema: "urn:ietf:params:scim:schemas:core:2.0:User",
      schemaExtensions: [{ schema: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User", required: false }],
      meta: { location: `${BASE_URL}/ResourceTypes/User` },
    });
  });

  test("describes every attribute with all characteristics of RFC 7643 section 7", () => {
    const { ask, listed } = harness();
    const ids = listed("/Schemas", "id") as string[];
    expect(ids).toHaveLength(3);
    for (const id of ids) {
      const { attributes } = ask("GET", `/Schemas/${id}`).body as { attributes: readonly JsonObject[] };
      expect(attributes.length).toBeGreaterThan(1);
      for (const attribute of attributes) {
        expect(Object.keys(attribute)).toEqual(
          expect.arrayContaining([
            "name",
            "type",
            "multiValued",
            "required",
            "caseExact",
            "mutability",
            "returned",
            "uniqueness",
          ]),
        );
        expect("subAttributes" in attribute).toBe(attribute["type"] === "complex");
      }
    }
  });

  test("cannot be filtered, changed, or asked for what is not there", () => {
    const { ask } = harness();
    expect(ask("GET", "/Schemas?filter=id pr").status).toBe(403);
    expect(ask("POST", "/Schemas", {})).toMatchObject({ status: 405, headers: { allow: "GET" } });
    expect(ask("GET", "/Schemas/urn:nothing").status).toBe(404);
    expect(ask("GET", "/ServiceProviderConfig/1").status).toBe(404);
  });

  test.each(["/", "", "/Nothing", "/Users/1/name", "//Users", "/users"])("there is nothing at %j", (path) => {
    expect(harness().ask("GET", path)).toMatchObject({ status: 404, body: { status: "404" } });
  });

  test("a wrong method is answered with what is allowed", () => {
    const { ask } = harness();
    expect(ask("DELETE", "/Users")).toMatchObject({ status: 405, headers: { allow: "GET, POST" } });
    expect(ask("POST", "/Users/1")).toMatchObject({ status: 405, headers: { allow: "GET, PUT, PATCH, DELETE" } });
  });
});
