import { describe, expect, test } from "vitest";
import { BASE_URL, harness, userBody } from "./harness.js";

const ENTERPRISE = "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User";

describe("people on the target", () => {
  test("a created person is answered with 201, Location and meta, and reads the same afterwards", () => {
    const { ask } = harness();
    const created = ask(
      "POST",
      "/Users",
      userBody("ada", { password: "s3cret!", [ENTERPRISE]: { department: "Engines" } }),
    );
    const location = `${BASE_URL}/Users/1`;
    expect(created).toEqual({
      status: 201,
      headers: { location },
      body: {
        schemas: ["urn:ietf:params:scim:schemas:core:2.0:User", ENTERPRISE],
        id: "1",
        userName: "ada",
        [ENTERPRISE]: { department: "Engines" },
        meta: {
          resourceType: "User",
          created: "2026-03-01T00:00:00.000Z",
          lastModified: "2026-03-01T00:00:00.000Z",
          location,
        },
      },
    });
    expect(ask("GET", "/Users/1")).toEqual({ status: 200, headers: {}, body: created.body });
  });

  test("a userName is taken in any case, and free again once it was changed or deleted", () => {
    const { ask, user } = harness();
    const ada = user("Ada");
    const bob = user("bob");
    const conflict = { status: 409, body: { status: "409", scimType: "uniqueness" } };
    expect(ask("POST", "/Users", userBody("ADA"))).toMatchObject(conflict);
    expect(ask("PUT", `/Users/${bob}`, userBody("ada"))).toMatchObject(conflict);
    expect(ask("PUT", `/Users/${ada}`, userBody("aDa")).status).toBe(200);
    expect(ask("PUT", `/Users/${ada}`, userBody("countess")).status).toBe(200);
    expect(ask("PUT", `/Users/${bob}`, userBody("ada")).status).toBe(200);
    expect(ask("DELETE", `/Users/${ada}`).status).toBe(204);
    expect(ask("POST", "/Users", userBody("countess")).status).toBe(201);
  });

  test("PUT replaces everything but id and creation", () => {
    const { ask, user, tick } = harness();
    const id = user("ada", { title: "Countess", externalId: "old" });
    tick(60_000);
    const replaced = ask(
      "PUT",
      `/Users/${id}`,
      userBody("ada", { id: "99", active: false, meta: { created: "1999-01-01T00:00:00Z" } }),
    );
    expect(replaced.status).toBe(200);
    expect(replaced.body).toEqual({
      schemas: ["urn:ietf:params:scim:schemas:core:2.0:User"],
      id,
      userName: "ada",
      active: false,
      meta: {
        resourceType: "User",
        created: "2026-03-01T00:00:00.000Z",
        lastModified: "2026-03-01T00:01:00.000Z",
        location: `${BASE_URL}/Users/${id}`,
      },
    });
    expect(ask("GET", '/Users?filter=externalId eq "old"').body).toMatchObject({ totalResults: 0 });
  });

  test("a refused PUT leaves the person as they were", () => {
    const { ask, user } = harness();
    const id = user("ada", { title: "Countess" });
    expect(ask("PUT", `/Users/${id}`, userBody("ada", { active: "no" })).status).toBe(400);
    expect(ask("GET", `/Users/${id}`).body).toMatchObject({ title: "Countess" });
  });

  test("nobody is found, replaced or deleted under an unknown id", () => {
    const { ask } = harness();
    for (const method of ["GET", "PUT", "DELETE"]) {
      expect(ask(method, "/Users/7", userBody("ada"))).toMatchObject({
        status: 404,
        body: { schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"], status: "404" },
      });
    }
    expect(ask("GET", "/Users").body).toMatchObject({ totalResults: 0, Resources: [] });
  });

  test("PATCH is announced as supported", () => {
    expect(harness().ask("GET", "/ServiceProviderConfig").body).toMatchObject({ patch: { supported: true } });
  });

  test("an id with characters that a URL escapes is found", () => {
    const { ask } = harness();
    expect(ask("GET", "/Users/a%2Fb").body).toMatchObject({ detail: 'There is no User "a/b".' });
  });
});
