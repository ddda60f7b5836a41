import { expect, test } from "vitest";
import { isJsonObject } from "../../../../src/base/json.js";
import { LEAST_SCOPES } from "../../../../src/sandbox/entra/graph/rights.js";
import { NON_GALLERY, startWorld, textOf, type World } from "./world.js";

interface Made {
  readonly application: string;
  readonly servicePrincipal: string;
  readonly appId: string;
}

async function instantiate({ call, clock }: World): Promise<Made> {
  const { body } = await call("POST", `/applicationTemplates/${NON_GALLERY}/instantiate`, { displayName: "New" });
  await clock.sleep(30_000);
  const { application, servicePrincipal } = body;
  if (!isJsonObject(application) || !isJsonObject(servicePrincipal)) throw new Error("nothing was made");
  const [objectId, id] = [textOf(application["id"]), textOf(servicePrincipal["id"])];
  return { application: objectId, servicePrincipal: id, appId: textOf(application["appId"]) };
}

const DELETED = "/directory/deletedItems/microsoft.graph.servicePrincipal";

test.each([
  ["object id", ({ application }: Made) => `/applications/${application}`],
  ["application id", ({ appId }: Made) => `/applications(appId='${appId}')`],
  ["application id, encoded", ({ appId }: Made) => `/applications(appId=%27${appId}%27)`],
])(
  "an application is deleted by its %s, and its service principal goes to the deleted items with it",
  async (_by, path) => {
    const world = await startWorld({ startState: "empty" });
    const made = await instantiate(world);
    const { call } = world;
    expect((await call("GET", path(made))).body).toMatchObject({ id: made.application, displayName: "New" });
    expect((await call("DELETE", path(made))).status).toBe(204);
    expect((await call("GET", `/servicePrincipals/${made.servicePrincipal}`)).status).toBe(404);
    expect((await call("GET", path(made))).status).toBe(404);
    expect((await call("DELETE", path(made))).error.code).toBe("Request_ResourceNotFound");
    expect((await call("GET", DELETED)).list).toMatchObject([
      { id: made.servicePrincipal, displayName: "New", deletedDateTime: expect.stringMatching(/^2026-/) as string },
    ]);
  },
);

test("a service principal that is deleted alone leaves its application", async () => {
  const world = await startWorld({ startState: "empty" });
  const made = await instantiate(world);
  expect((await world.call("DELETE", `/servicePrincipals/${made.servicePrincipal}`)).status).toBe(204);
  expect((await world.call("GET", `/servicePrincipals/${made.servicePrincipal}`)).status).toBe(404);
  expect((await world.call("GET", `/applications/${made.application}`)).status).toBe(200);
  expect((await world.call("DELETE", `/applications/${made.application}`)).status).toBe(204);
  expect((await world.call("GET", DELETED)).list).toHaveLength(1);
});

test("deleting wants the right to write applications, or to own this one", async () => {
  const readers = LEAST_SCOPES.filter((scope) => scope !== "Application.ReadWrite.All");
  const reader = await startWorld({ scopes: [...readers, "Application.Read.All"] });
  const [app] = reader.sandbox.tenant.servicePrincipals.values();
  expect((await reader.call("DELETE", `/applications/${app?.applicationId ?? ""}`)).status).toBe(403);

  const owner = await startWorld({ roles: ["Application.ReadWrite.OwnedBy"] });
  const [foreign] = owner.sandbox.tenant.servicePrincipals.values();
  const { appId } = await instantiate(owner);
  expect((await owner.call("DELETE", `/applications(appId='${foreign?.appId ?? ""}')`)).status).toBe(403);
  expect((await owner.call("DELETE", `/applications(appId='${appId}')`)).status).toBe(204);
});
