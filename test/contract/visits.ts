import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { samlApp, text, type Answer } from "../sandbox/okta/world.js";
import type { Send, Visit } from "./tour.js";

const SWA_APP: JsonObject = {
  label: "Vendor (SWA)",
  signOnMode: "AUTO_LOGIN",
  visibility: { autoSubmitToolbar: false, hide: { iOS: false, web: false } },
  credentials: {
    scheme: "EXTERNAL_PASSWORD_SYNC",
    userNameTemplate: { type: "CUSTOM", template: "user.login", pushStatus: "PUSH" },
  },
  settings: { signOn: { loginUrl: "https://vendor.example/login", redirectUrl: "https://vendor.example/home" } },
};

/** An app as a client should send it: without the `features` of the world's app, which are read-only, and with every required setting. */
function samlAsDescribed(): JsonObject {
  const { label, visibility, signOnMode, settings } = samlApp("TOTAL (Provisioning)");
  const signOn = isJsonObject(settings) && isJsonObject(settings["signOn"]) ? settings["signOn"] : {};
  return { label, visibility, signOnMode, settings: { signOn: { ...signOn, requestCompressed: false } } };
}

function idOf(answer: Answer): string {
  return text(answer.object["id"]);
}

async function makeApp(send: Send): Promise<string> {
  return `/api/v1/apps/${idOf(await send("POST", "/api/v1/apps", samlAsDescribed()))}`;
}

const mistakes: Visit = async (send, world) => {
  const app = await makeApp(send);
  const sourceGroupId = await world.groupId("TOTAL-Admin");
  await send("GET", `${app}/features`);
  await send("GET", `${app}/features/USER_PROVISIONING`);
  await send("POST", "/api/v1/apps", { signOnMode: "SAML_2_0" });
  await send("GET", "/api/v1/apps/0oaNoSuchApp00000000");
  await send("GET", "/api/v1/apps?filter=label%20eq%20%22x%22");
  await send("DELETE", app);
  await send("POST", `${app}/group-push/mappings`, { targetGroupName: "TOTAL-Admin" });
  await send("POST", `${app}/group-push/mappings`, { sourceGroupId, targetGroupName: "a", targetGroupId: "b" });
  await send("POST", `${app}/connections/default/lifecycle/activate`);
  await send("POST", `${app}/connections/default/lifecycle/deactivate`);
  await send("GET", "/api/v1/groups?search=nonsense");
  await send("GET", "/api/v1/groups/00gNoSuchGroup000000");
  await send("GET", "/api/v1/mappings/prmNoSuchMapping000");
  await send("GET", "/api/v1/logs?filter=nonsense");
};

const provisioning: Visit = async (send, world) => {
  const app = await makeApp(send);
  await send("PUT", app, samlAsDescribed());
  await world.connect(app.slice("/api/v1/apps/".length));
  await send("GET", `${app}/features`);
  await send("GET", `${app}/features/USER_PROVISIONING`);
  await send("PUT", `${app}/features/USER_PROVISIONING`, {
    create: { lifecycleCreate: { status: "ENABLED" } },
    update: { profile: { status: "ENABLED" }, lifecycleDeactivate: { status: "ENABLED" } },
  });
  const group = await world.groupId("TOTAL-Admin");
  await send("PUT", `${app}/groups/${group}`, { priority: 0 });
  await send("GET", `${app}/groups/${group}`);
  await world.clock.sleep(60_000);
  const [one] = (await send("GET", `${app}/users?limit=500`)).list;
  await send("GET", `${app}/users/${text(one?.["id"])}`);

  const mappings = `${app}/group-push/mappings`;
  const push = { sourceGroupId: group, targetGroupName: "TOTAL-Admin", status: "ACTIVE" };
  const mapping = `${mappings}/${idOf(await send("POST", mappings, push))}`;
  await world.clock.sleep(60_000);
  await send("GET", mapping);
  await send("GET", `${mappings}?status=ACTIVE&limit=10`);
  await send("DELETE", `${mapping}?deleteTargetGroup=false`);
  await send("PATCH", mapping, { status: "INACTIVE" });
  await send("DELETE", `${mapping}?deleteTargetGroup=false`);
  await send("DELETE", `${app}/groups/${group}`);
  await send("GET", "/api/v1/logs?limit=100");
};

const singlePerson: Visit = async (send, world) => {
  const app = await makeApp(send);
  const [cem] = (await send("GET", `/api/v1/groups/${await world.groupId("Sales")}/users?limit=200`)).list;
  const id = text(cem?.["id"]);
  await send("POST", `${app}/users`, { id, scope: "USER" });
  await send("POST", `${app}/users`, { scope: "USER" });
  await send("GET", `${app}/users/${id}`);
  await send("DELETE", `${app}/users/${id}`);
  await send("GET", `${app}/users/${id}`);
};

const attributes: Visit = async (send, world) => {
  const app = await makeApp(send);
  const id = app.slice("/api/v1/apps/".length);
  await world.connect(id);
  const schema = `/api/v1/meta/schemas/apps/${id}/default`;
  const attribute = {
    title: "customCode",
    type: "string",
    description: "The unique custom code of the User.",
    externalName: "customCode",
    externalNamespace: "urn:ietf:params:scim:schemas:core:2.0:User",
    scope: "SELF",
    permissions: [{ principal: "SELF", action: "READ_WRITE" }],
  };
  const custom = (properties: JsonObject): JsonObject => ({
    definitions: { custom: { id: "#custom", type: "object", properties } },
  });
  await send("GET", schema);
  await send("POST", schema, custom({ customCode: attribute }));
  await send("POST", schema, custom({ wrong: { title: "wrong", type: "no-such-type" } }));

  await send("GET", "/api/v1/meta/types/user");
  const [toApp] = (await send("GET", `/api/v1/mappings?targetId=${id}&limit=200`)).list;
  const mapping = `/api/v1/mappings/${text(toApp?.["id"])}`;
  await send("GET", mapping);
  await send("POST", mapping, { properties: { customCode: { expression: "user.department", pushStatus: "PUSH" } } });
  await send("POST", mapping, { properties: { customCode: { expression: "user.(", pushStatus: "PUSH" } } });
  await send("POST", mapping, { properties: { customCode: null } });
  await send("POST", schema, custom({ customCode: null }));
};

const groups: Visit = async (send) => {
  const group = `/api/v1/groups/${idOf(
    await send("POST", "/api/v1/groups", { profile: { name: "TOTAL-Viewer", description: "Viewers" } }),
  )}`;
  await send("GET", group);
  await send("POST", "/api/v1/groups", { profile: { name: "TOTAL-Viewer" } });
  await send("PUT", group, { profile: { name: "TOTAL-Reader", description: "Readers" } });
  await send("DELETE", group);
  await send("GET", group);
};

const swa: Visit = async (send) => {
  const app = `/api/v1/apps/${idOf(await send("POST", "/api/v1/apps", SWA_APP))}`;
  await send("GET", `${app}/connections/default`);
  await send("POST", `${app}/connections/default?activate=false`, {
    baseUrl: "https://scim.vendor.example/scim/v2",
    profile: { authScheme: "TOKEN", token: "not-a-real-token" },
  });
  await send("GET", `${app}/connections/default`);
  await send("POST", `${app}/connections/default/lifecycle/activate`);
  await send("POST", `${app}/lifecycle/deactivate`);
  await send("PUT", app, SWA_APP);
  await send("POST", `${app}/lifecycle/activate`);
  await send("POST", `${app}/lifecycle/deactivate`);
  await send("DELETE", app);
};

/** Every list that is paged, and those of groups in each way to ask. */
const lists: Visit = async (send, world) => {
  const app = await makeApp(send);
  const search = encodeURIComponent('profile.name eq "TOTAL-Admin"');
  for (const query of ["limit=1", `search=${search}`, `filter=${encodeURIComponent('type eq "BUILT_IN"')}`, "q=TOTAL"])
    await send("GET", `/api/v1/groups?${query}`);
  await send("GET", "/api/v1/apps?limit=200&q=TOTAL");
  await send("PUT", `${app}/groups/${await world.groupId("TOTAL-Admin")}`, {});
  for (const list of ["groups", "users", "group-push/mappings"]) await send("GET", `${app}/${list}`);
  await send("GET", "/api/v1/mappings?limit=200");
  await send("GET", "/api/v1/logs?limit=10");
  await send("GET", "/api/v1/groups?after=nonsense");
  await send("GET", "/api/v1/mappings?after=nonsense");
};

export const VISITS: readonly Visit[] = [lists, mistakes, provisioning, singlePerson, attributes, groups, swa];
