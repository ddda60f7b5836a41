import { type JsonObject, type JsonValue, isJsonObject } from "../../../src/base/json.js";
import type { OktaSandboxOptions } from "../../../src/sandbox/okta/start.js";
import { formValues } from "../../support/console-values.js";
import { people, samlApp, startWorld, text, type World } from "./world.js";

/** Long enough for everything Okta does of itself. */
export const SETTLED_MS = 10_000;

/** An app that provisions: Staff and Research are assigned to it, TOTAL is pushed, and bo is in Staff and TOTAL. */
export interface Company {
  readonly world: World;
  readonly appId: string;
  readonly mappingId: string;
  /** Calls the admin API, which must succeed, and lets everything happen that follows. */
  do(method: string, path: string, body?: JsonValue): Promise<JsonObject>;
  /** The path of a group at the admin API. */
  group(name: string): Promise<string>;
  /** Ids of people and groups at the target, by userName and displayName. */
  idsAtTarget(): Promise<Readonly<Record<string, string>>>;
}

const IMPORTING =
  "Import New Users and Profile Updates, Import Groups, Push New Users, Push Profile Updates, Push Groups";

export async function startCompany(
  options: Partial<OktaSandboxOptions> = {},
  credentials: JsonObject = {},
): Promise<Company> {
  const world = await startWorld(
    people(
      { userName: "bo@x.example", givenName: "Bo", familyName: "Holm", groups: ["Staff", "TOTAL"] },
      { userName: "cleo@x.example", givenName: "Cleo", familyName: "Dahl", groups: ["Research"] },
    ),
    options,
  );

  async function act(method: string, path: string, body?: JsonValue): Promise<JsonObject> {
    const answer = await world.call(method, path, body);
    if (answer.status > 299) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    await world.clock.sleep(SETTLED_MS);
    return answer.object;
  }

  const appId = text((await act("POST", "/api/v1/apps", { ...samlApp("TOTAL"), credentials }))["id"]);
  const values = {
    ...formValues(world.target.baseUrl, world.target.token),
    "Supported provisioning actions": IMPORTING,
  };
  const saved = await world.sandbox.console.submit(appId, values);
  if (!saved.ok) throw new Error(saved.reason);
  const [mapping] = (await world.call("GET", `/api/v1/mappings?targetId=${appId}`)).list;
  const department = { expression: "user.department", pushStatus: "PUSH" };
  await act("POST", `/api/v1/mappings/${text(mapping?.["id"])}`, { properties: { department } });
  for (const name of ["Staff", "Research"])
    await act("PUT", `/api/v1/apps/${appId}/groups/${await world.groupId(name)}`, {});
  const pushed = await act("POST", `/api/v1/apps/${appId}/group-push/mappings`, {
    sourceGroupId: await world.groupId("TOTAL"),
    targetGroupName: "TOTAL",
  });
  world.sent.length = 0;

  return {
    world,
    appId,
    mappingId: text(pushed["id"]),
    do: act,
    group: async (name) => `/api/v1/groups/${await world.groupId(name)}`,
    idsAtTarget: async () => {
      const found = [...listed(await world.read("/Users?count=100")), ...listed(await world.read("/Groups?count=100"))];
      return Object.fromEntries(found.map((one) => [text(one["userName"] ?? one["displayName"]), text(one["id"])]));
    },
  };
}

function listed({ Resources: resources }: JsonObject): readonly JsonObject[] {
  return Array.isArray(resources) ? (resources as readonly unknown[]).filter(isJsonObject) : [];
}
