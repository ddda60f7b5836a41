import { describe, expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { formValues } from "../../support/console-values.js";
import { nextOf, people, samlApp, startWorld, text } from "./world.js";

const someone = people({ userName: "ada@x.example" });

describe("an app of the sandbox", () => {
  test("is created with 200, a name of Okta's making, no features whatever was sent, and no link to itself", async () => {
    const world = await startWorld(someone);
    const { status, object } = await world.call("POST", "/api/v1/apps?activate=true", samlApp("TOTAL (Provisioning)"));
    expect(status).toBe(200);
    expect(object).toMatchObject({
      name: "sandbox_totalprovisioning_1",
      label: "TOTAL (Provisioning)",
      status: "ACTIVE",
      features: [],
      signOnMode: "SAML_2_0",
      created: "2026-11-02T09:00:00.000Z",
      visibility: { hide: { iOS: true, web: true } },
      settings: {
        implicitAssignment: false,
        notes: { admin: null },
        signOn: { spIssuer: null, requestCompressed: false },
      },
    });
    expect(object["_links"]).not.toHaveProperty("self");
    expect((await world.call("GET", `/api/v1/apps/${text(object["id"])}`)).object).toEqual(object);
  });

  const signOn = (change: JsonObject): JsonObject => {
    const app = samlApp("A");
    return { ...app, settings: { signOn: { ...(app["settings"] as { signOn: JsonObject }).signOn, ...change } } };
  };
  test.each<[string, JsonObject, string]>([
    ["a name that is no text", { ...samlApp("A"), name: 1 }, "name: must be a string"],
    ["no label", { ...samlApp("A"), label: "" }, "label: The field cannot be left blank"],
    ["a label over 100 characters", samlApp("x".repeat(101)), "label: String length is too long"],
    ["no signOnMode", { label: "A" }, "signOnMode: The field cannot be left blank"],
    ["a required boolean missing", signOn({ honorForceAuthn: null }), "settings.signOn.honorForceAuthn"],
    ["an address that is none", signOn({ ssoAcsUrl: "nowhere" }), "settings.signOn.ssoAcsUrl: is not a valid URL"],
    ["nothing signed", signOn({ responseSigned: false, assertionSigned: false }), "at least one of"],
  ])("with %s is refused with a cause", async (_name, body, cause) => {
    const world = await startWorld(someone);
    const { status, object } = await world.call("POST", "/api/v1/apps", body);
    expect({ status, code: object["errorCode"], link: object["errorLink"] }).toEqual({
      status: 400,
      code: "E0000001",
      link: "E0000001",
    });
    expect(JSON.stringify(object["errorCauses"])).toContain(cause);
    expect((await world.call("GET", "/api/v1/apps")).list).toEqual([]);
  });

  test("is found by the start of its label once the search has caught up, beside another of the same label", async () => {
    const world = await startWorld(someone);
    const ids = [await world.createApp("Total"), await world.createApp("Total")];
    const q = "/api/v1/apps?q=tot";
    expect((await world.call("GET", q)).list).toEqual([]);
    await world.clock.sleep(2_000);
    expect((await world.call("GET", q)).list.map(({ id }) => id)).toEqual(ids);
    expect((await world.call("GET", "/api/v1/apps?q=otal")).list).toEqual([]);
  });

  test("is listed in small pages whose absolute links lead to all", async () => {
    const world = await startWorld(someone);
    const ids: unknown[] = [];
    for (let number = 0; number < 45; number += 1) ids.push(await world.createApp(`App ${String(number)}`));
    const seen: unknown[] = [];
    const sizes: number[] = [];
    for (let url: string | undefined = "/api/v1/apps"; url !== undefined;) {
      const page = await world.call("GET", url);
      sizes.push(page.list.length);
      seen.push(...page.list.map(({ id }) => id));
      url = nextOf(page);
      if (url !== undefined) expect(url.startsWith(`${world.sandbox.url}/api/v1/apps?after=`)).toBe(true);
    }
    expect(sizes).toEqual([20, 20, 5]);
    expect(seen).toEqual(ids);
    expect((await world.call("GET", "/api/v1/apps?limit=201")).status).toBe(400);
    expect((await world.call("GET", "/api/v1/apps?after=made-up")).status).toBe(400);
  });

  test("is not embedded in anything: a malformed expand is refused, and that of a user is not simulated", async () => {
    const world = await startWorld(someone);
    const expanded = (expand: string): Promise<unknown> => world.call("GET", `/api/v1/apps?expand=${expand}`);
    expect(await expanded("user/id,group/id")).toMatchObject({
      status: 400,
      object: {
        errorSummary: "Api validation failed: RequestParams",
        errorCauses: [{ errorSummary: "Expand query is malformed." }],
      },
    });
    expect(await expanded("user/00u1")).toMatchObject({ status: 501, object: { errorCode: "E0000060" } });
  });

  test("can be filtered by id, status and name only", async () => {
    const world = await startWorld(someone);
    const id = await world.createApp();
    const filtered = async (filter: string): Promise<[number, number]> => {
      const { status, list } = await world.call("GET", `/api/v1/apps?filter=${encodeURIComponent(filter)}`);
      return [status, list.length];
    };
    expect(await filtered(`id eq "${id}" and status eq "ACTIVE"`)).toEqual([200, 1]);
    expect(await filtered('name eq "other"')).toEqual([200, 0]);
    for (const bad of ['label eq "x"', 'status sw "A"', "status eq ACTIVE", "status eq", ""])
      expect((await filtered(bad))[0]).toBe(400);
  });

  test("keeps its features when it is replaced, and cannot be replaced while inactive", async () => {
    const world = await startWorld(someone);
    const id = await world.createApp();
    await world.connect(id);
    const path = `/api/v1/apps/${id}`;
    const replaced = (await world.call("PUT", path, samlApp("New label"))).object;
    expect(replaced).toMatchObject({ label: "New label", name: "sandbox_totalprovisioning_1" });
    expect(replaced["features"]).toContain("PUSH_NEW_USERS");
    expect(await world.call("POST", `${path}/lifecycle/deactivate`)).toMatchObject({ status: 200, body: {} });
    expect((await world.call("PUT", path, samlApp("Again"))).object).toMatchObject({
      errorCode: "E0000024",
      errorSummary: "Bad request. This operation on app metadata is not yet supported.",
      errorCauses: [{ errorSummary: "This operation on app metadata is not yet supported: No active instances." }],
    });
  });

  test("is deleted only when it is inactive", async () => {
    const world = await startWorld(someone);
    const path = `/api/v1/apps/${await world.createApp()}`;
    expect(await world.call("DELETE", path)).toMatchObject({
      status: 403,
      object: {
        errorCode: "E0000056",
        errorCauses: [{ errorSummary: "The application must be deactivated before deletion." }],
      },
    });
    await world.call("POST", `${path}/lifecycle/deactivate`);
    expect((await world.call("DELETE", path)).status).toBe(204);
    expect(await world.call("GET", path)).toMatchObject({ status: 404, object: { errorCode: "E0000007" } });
  });
});

describe("an app's provisioning, seen through the public API,", () => {
  test("shows features step by step as the console's forms are saved, in changing order", async () => {
    const world = await startWorld(someone);
    const id = await world.createApp();
    const features = async (): Promise<string[]> =>
      (await world.call("GET", `/api/v1/apps/${id}`)).object["features"] as string[];
    const all = formValues(world.target.baseUrl, world.target.token);
    const submit = async (labels: readonly string[]): Promise<void> => {
      const values = Object.fromEntries(Object.entries(all).filter(([label]) => labels.includes(label)));
      expect(await world.sandbox.console.submit(id, values)).toEqual({ ok: true });
    };
    await submit(["Provisioning"]);
    expect(await features()).toEqual(["SCIM_PROVISIONING"]);
    const integration = Object.keys(all).slice(1, 6);
    await submit(integration);
    expect(new Set(await features())).toEqual(new Set(["SCIM_PROVISIONING", "GROUP_PUSH"]));
    await submit(["Create Users", "Update User Attributes", "Deactivate Users"]);
    const wanted = [
      "GROUP_PUSH",
      "PUSH_NEW_USERS",
      "PUSH_PROFILE_UPDATES",
      "PUSH_USER_DEACTIVATION",
      "REACTIVATE_USERS",
      "SCIM_PROVISIONING",
    ];
    const orders = new Set<string>();
    for (let time = 0; time < 8; time += 1) {
      const now = await features();
      expect([...now].sort()).toEqual(wanted);
      orders.add(now.join());
    }
    expect(orders.size).toBeGreaterThan(1);
  });

  test("answers as if for the connection of a custom app, which is UNKNOWN, and stores nothing", async () => {
    const world = await startWorld(someone);
    const id = await world.createApp();
    const path = `/api/v1/apps/${id}/connections/default`;
    const unknown = { status: 200, body: { profile: { authScheme: "UNKNOWN" }, status: "UNKNOWN" } };
    expect(await world.call("GET", path)).toMatchObject(unknown);
    expect(
      await world.call("POST", path, { profile: { authScheme: "TOKEN", token: "t" }, baseUrl: "https://x.example" }),
    ).toMatchObject(unknown);
    for (const action of ["activate", "deactivate"])
      expect(await world.call("POST", `${path}/lifecycle/${action}`)).toMatchObject({ status: 204, body: undefined });
    expect((await world.call("GET", path)).body).toEqual(unknown.body);
    expect((await world.call("GET", `/api/v1/apps/${id}`)).object["features"]).toEqual([]);
  });

  test("takes and activates a token connection where it is supported, and never gives the token back", async () => {
    const world = await startWorld(someone, { connectionApi: "token" });
    const id = await world.createApp();
    const path = `/api/v1/apps/${id}/connections/default`;
    const token = world.target.token.reveal();
    const posted = await world.call("POST", path, {
      profile: { authScheme: "TOKEN", token },
      baseUrl: world.target.baseUrl,
    });
    expect(posted).toMatchObject({
      status: 200,
      object: { authScheme: "TOKEN", status: "DISABLED", baseUrl: world.target.baseUrl },
    });
    expect(Object.keys(posted.object["_links"] as JsonObject).sort()).toEqual(["activate", "self"]);
    expect((await world.call("POST", `${path}/lifecycle/activate`)).status).toBe(204);
    const after = await world.call("GET", path);
    expect(after.object).toMatchObject({
      status: "ENABLED",
      _links: { deactivate: { hints: { allow: ["POST"] } }, self: { hints: { allow: ["POST", "GET"] } } },
    });
    expect(after.object["_links"]).not.toHaveProperty("activate");
    expect(JSON.stringify([posted.body, after.body])).not.toContain(token);
    expect((await world.call("GET", `/api/v1/apps/${id}`)).object["features"]).toContain("PUSH_NEW_USERS");
  });

  test("has USER_PROVISIONING neither before SCIM is on nor, for a custom app, afterwards", async () => {
    const world = await startWorld(someone);
    const id = await world.createApp();
    const path = `/api/v1/apps/${id}/features`;
    const off = await world.call("GET", `${path}/USER_PROVISIONING`);
    expect(off).toMatchObject({
      status: 400,
      object: {
        errorCode: "E0000001",
        errorSummary: "Api validation failed: feature",
        errorCauses: [{ errorSummary: "Provisioning is not enabled for the app instance." }],
      },
    });
    await world.connect(id);
    expect(await world.call("PUT", `${path}/USER_PROVISIONING`, {})).toMatchObject({
      status: 501,
      object: { errorCode: "E0000060" },
    });
  });

  test("takes partial updates of USER_PROVISIONING where it is supported", async () => {
    const world = await startWorld(someone, { featuresApi: "supported" });
    const id = await world.createApp();
    await world.connect(id);
    const path = `/api/v1/apps/${id}/features/USER_PROVISIONING`;
    const update = { update: { profile: { status: "DISABLED" }, password: { status: "ENABLED" } } };
    expect((await world.call("PUT", path, update)).object).toMatchObject({
      name: "USER_PROVISIONING",
      status: "ENABLED",
      capabilities: {
        create: { lifecycleCreate: { status: "ENABLED" } },
        update: {
          profile: { status: "DISABLED" },
          lifecycleDeactivate: { status: "ENABLED" },
          password: { status: "ENABLED" },
        },
      },
    });
    const features = (await world.call("GET", `/api/v1/apps/${id}`)).object["features"];
    expect(features).toContain("PUSH_PASSWORD_UPDATES");
    expect(features).not.toContain("PUSH_PROFILE_UPDATES");
  });
});
