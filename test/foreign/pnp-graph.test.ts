import {
  DefaultHeaders,
  DefaultInit,
  graphDelete,
  graphfi,
  graphGet,
  graphPost,
  graphPut,
  GraphQueryable,
  type GraphFI,
} from "@pnp/graph";
import "@pnp/graph/batching.js";
import "@pnp/graph/groups/index.js";
import "@pnp/graph/members/index.js";
import "@pnp/graph/users/index.js";
import { BearerToken, body, BrowserFetch, DefaultParse } from "@pnp/queryable";
import { beforeAll, describe, expect, test } from "vitest";
import { openForeignTenant, type ForeignTenant } from "./support/graph-tenant.js";
import { walkJourneys, type GraphObject, type Send } from "./support/graph-walk.js";
import { ENTRA_TEMPLATES, missingFrom, routesOfJourneys } from "./support/routes.js";
import { MEMBERS } from "./support/users.js";

let journeys: readonly string[] = [];
beforeAll(async () => {
  journeys = await routesOfJourneys("entra", ENTRA_TEMPLATES);
});

function graphOf({ front, token }: ForeignTenant): GraphFI {
  const root = DefaultInit(`${front.url}/v1.0`);
  return graphfi().using(root, DefaultHeaders(), BrowserFetch(), DefaultParse(), BearerToken(token));
}

const METHODS = { GET: graphGet, POST: graphPost, PUT: graphPut, DELETE: graphDelete } as const;

describe("@pnp/graph", () => {
  test("makes every call of the journeys", async () => {
    const world = await openForeignTenant();
    const graph = graphOf(world);
    const send: Send = async (method, path, query = {}, value) => {
      const request = GraphQueryable([graph.users, ""], path.slice(1));
      for (const [name, text] of Object.entries(query)) request.query.set(name, text);
      const answer: unknown = await METHODS[method](request, value === undefined ? {} : body(value));
      // What has a `value` comes as that value alone.
      const isValue = Array.isArray(answer) || typeof answer === "string";
      return (isValue ? { value: answer } : answer) as GraphObject;
    };
    await walkJourneys(send, world);
    expect(missingFrom(world.front.calls, journeys)).toEqual([]);
  });

  test("reads groups, members and users in one batch", async () => {
    const world = await openForeignTenant();
    const [batched, execute] = graphOf(world).batched();
    const groups = batched.groups.filter("displayName eq 'TOTAL-Admin'")();
    const user = batched.users.getById("cem@northwind.example").select("displayName")();
    const nobody = batched.users
      .getById("nobody@northwind.example")()
      .catch((error: unknown) => error);
    await execute();
    expect((await groups).map(({ displayName }) => displayName)).toEqual(["TOTAL-Admin"]);
    expect(await user).toMatchObject({ displayName: "Given cem" });
    expect(String(await nobody)).toContain("404");
    expect(world.front.calls.map(({ method, path }) => `${method} ${path}`)).toEqual(["POST /v1.0/$batch"]);

    const [group] = await groups;
    const members = await graphOf(world)
      .groups.getById(group?.id ?? "")
      .members();
    expect(members.map(({ mail }) => mail).sort()).toEqual(MEMBERS);
  });
});
