import { BatchRequestContent, Client, PageIterator, type PageCollection } from "@microsoft/microsoft-graph-client";
import { beforeAll, describe, expect, test } from "vitest";
import { openForeignTenant, type ForeignTenant } from "./support/graph-tenant.js";
import { walkJourneys, type Send } from "./support/graph-walk.js";
import { ENTRA_TEMPLATES, missingFrom, routesOfJourneys } from "./support/routes.js";

let journeys: readonly string[] = [];
beforeAll(async () => {
  journeys = await routesOfJourneys("entra", ENTRA_TEMPLATES);
});

function clientOf({ front, token }: ForeignTenant): Client {
  return Client.init({
    baseUrl: front.url,
    customHosts: new Set(["localhost"]),
    authProvider: (done) => {
      done(null, token);
    },
  });
}

describe("@microsoft/microsoft-graph-client", () => {
  test("makes every call of the journeys", async () => {
    const world = await openForeignTenant();
    const client = clientOf(world);
    const send: Send = async (method, path, query = {}, body = {}) => {
      const request = client.api(path).query({ ...query });
      if (method === "GET") return (await request.get()) as never;
      if (method === "DELETE") return (await request.delete()) as never;
      return (await (method === "POST" ? request.post(body) : request.put(body))) as never;
    };
    await walkJourneys(send, world);
    expect(missingFrom(world.front.calls, journeys)).toEqual([]);
  });

  test("follows the pages of a list, and reads a batch", async () => {
    const client = clientOf(await openForeignTenant());
    const first = (await client.api("/users").top(1).get()) as PageCollection;
    const names: string[] = [];
    const pages = new PageIterator(client, first, ({ userPrincipalName }: { userPrincipalName: string }) => {
      names.push(userPrincipalName);
      return true;
    });
    await pages.iterate();
    expect(names).toEqual(
      expect.arrayContaining(["ada@northwind.example", "ben@northwind.example", "cem@northwind.example"]),
    );

    const requestOf = (id: string, url: string) => ({ id, request: new Request(`https://localhost${url}`) });
    const batch = new BatchRequestContent([
      requestOf("1", "/organization"),
      requestOf("2", "/users/nobody@northwind.example"),
    ]);
    const answer = (await client.api("/$batch").post(await batch.getContent())) as {
      readonly responses: readonly { readonly id: string; readonly status: number }[];
    };
    expect(answer.responses.map(({ id, status }) => [id, status]).sort()).toEqual([
      ["1", 200],
      ["2", 404],
    ]);
  });
});
