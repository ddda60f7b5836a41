import { describe, expect, test } from "vitest";
import { isJsonObject } from "../../../src/base/json.js";
import type { Directory } from "../../../src/sandbox/people/person.js";
import { signInToConsole } from "../../support/console-session.js";
import { people, startWorld, text, type World } from "./world.js";

const HOSTILE = '<script>alert("1")</script>';

interface Opened {
  readonly world: World;
  readonly appId: string;
  readonly address: string;
  readonly open: (path: string) => Promise<string>;
}

/** An app that provisions the groups of these users, and a browser that is signed in. */
async function start(directory: Directory, groups: readonly string[]): Promise<Opened> {
  const world = await startWorld(directory);
  const appId = await world.createApp();
  const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
  const address = `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}`;
  await world.connect(appId);
  for (const name of groups) {
    const { list } = await world.call("GET", "/api/v1/groups");
    const sourceGroupId = text(list.find(({ profile }) => isJsonObject(profile) && profile["name"] === name)?.["id"]);
    await world.call("PUT", `/api/v1/apps/${appId}/groups/${sourceGroupId}`, {});
    const mapping = { sourceGroupId, targetGroupName: name };
    await world.call("POST", `/api/v1/apps/${appId}/group-push/mappings`, mapping);
  }
  await world.clock.sleep(60_000);
  const console = await signInToConsole(world.sandbox.console.url);
  const open = async (path: string): Promise<string> => {
    const { status, html } = await console.open(path);
    expect([path, status]).toEqual([path, 200]);
    return html;
  };
  return { world, appId, address, open };
}

/** The same users, of whom one cannot be provisioned. */
function withoutLastName(directory: Directory, userName: string): Directory {
  const all = directory.people.map(({ familyName, ...rest }) =>
    rest.userName === userName || familyName === undefined ? rest : { ...rest, familyName },
  );
  return { ...directory, people: all };
}

/** The cells of a page's table, row by row, as text. */
function rowsIn(html: string): string[][] {
  return [...html.matchAll(/<tr role="row">(.*?)<\/tr>/g)]
    .map(([, row = ""]) =>
      [...row.matchAll(/<td [^>]*>(.*?)<\/td>/g)].map(([, cell = ""]) =>
        cell.replace(/<br>/g, " ").replace(/<[^>]+>/g, ""),
      ),
    )
    .filter((cells) => cells.length > 0);
}

describe("the lists of the console", () => {
  test("show who is provisioned, who is not, and why", async () => {
    const directory = people(
      { userName: "ada@x.example", displayName: "Ada Berg", groups: ["Admins"] },
      { userName: "bo@x.example", displayName: "Bo", groups: ["Admins"] },
    );
    const { address, open } = await start(withoutLastName(directory, "bo@x.example"), ["Admins"]);
    const rows = rowsIn(await open(`${address}/assignments`));
    expect(rows).toEqual([
      ["Ada Berg ada@x.example", "Group: Admins", "Provisioned"],
      [
        "Bo bo@x.example",
        "Group: Admins",
        expect.stringMatching(/^Error Automatic provisioning .* Required attribute missing: familyName$/),
      ],
    ]);
    expect(rowsIn(await open(`${address}/assigned-groups`))).toEqual([["0", "Admins", "2"]]);
    const [pushed = []] = rowsIn(await open(`${address}/push-groups`));
    expect([pushed[0], pushed[1], pushed[3]]).toEqual(["Admins", "Admins", "Active"]);
    const log = await open("/admin/reports/system-log");
    expect(log).toContain("Push new user to external application");
    expect(log).toContain("Failure");
  });

  test("say so of users who were assigned before Create Users was enabled", async () => {
    const world = await startWorld(people({ userName: "ada@x.example" }));
    const appId = await world.createApp();
    const { object } = await world.call("GET", `/api/v1/apps/${appId}`);
    const { id = "" } = (await world.call("GET", "/api/v1/users/ada@x.example")).object;
    await world.call("POST", `/api/v1/apps/${appId}/users`, { id, scope: "USER" });
    const console = await signInToConsole(world.sandbox.console.url);
    const page = `${world.sandbox.url}/admin/app/${text(object["name"])}/instance/${appId}/assignments`;
    expect((await console.open(page)).html).toContain("Assigned before Create Users was enabled.");
  });

  test("show fifty at a time, and no page that there is not", async () => {
    const all = Array.from({ length: 120 }, (_, at) => ({ userName: `user${String(at)}@x.example` }));
    const { open } = await start(people(...all), []);
    expect(rowsIn(await open("/admin/users"))).toHaveLength(50);
    expect(rowsIn(await open("/admin/users?page=3"))).toHaveLength(20);
    expect(await open("/admin/users?page=2")).toContain("Users 51 to 100 of 120");
    for (const page of ["99", "0", "-1", "x", HOSTILE])
      expect(await open(`/admin/users?page=${encodeURIComponent(page)}`)).toMatch(/Users (1 to 50|101 to 120) of 120/);
  });

  test("show names as text", async () => {
    const user = { userName: "ada@x.example", displayName: HOSTILE, groups: [HOSTILE] };
    const { address, open } = await start(withoutLastName(people(user), user.userName), [HOSTILE]);
    for (const path of [
      "/admin/users",
      "/admin/groups",
      "/admin/reports/system-log",
      `${address}/assignments`,
      `${address}/assigned-groups`,
      `${address}/push-groups`,
    ]) {
      const html = await open(path);
      expect(html).not.toContain("<script");
      expect(html).toContain("&#60;script&#62;");
    }
  });
});
