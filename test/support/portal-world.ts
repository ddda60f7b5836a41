import { request } from "node:http";
import type { EntraSandboxOptions } from "../../src/sandbox/entra/start.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { startWorld, TEAM, type World } from "../sandbox/entra/graph/world.js";

/** A tenant whose application provisions TOTAL-Admin, with a client that is signed in to its pages. */
export interface PortalWorld extends World {
  /** Path of the application's pages. */
  readonly appPath: string;
  /** Opens a page as a browser that is signed in. */
  readonly open: (path: string) => Promise<{ readonly status: number; readonly html: string }>;
  /** Starts the provisioning job, and lets its first cycle pass. */
  readonly provision: () => Promise<void>;
}

export async function startPortalWorld(
  options: Partial<EntraSandboxOptions> = {},
  directory: Directory = TEAM,
): Promise<PortalWorld> {
  const world = await startWorld(options, directory);
  const { sandbox, clock, app } = world;
  const entry = await fetch(sandbox.console.url, { redirect: "manual" });
  const headers = { cookie: (entry.headers.get("set-cookie") ?? "").split(";", 1)[0] ?? "" };
  return {
    ...world,
    get appPath() {
      return `/portal/app/${app()}`;
    },
    open: async (path) => {
      const answer = await fetch(new URL(path, sandbox.url), { headers });
      return { status: answer.status, html: await answer.text() };
    },
    provision: async () => {
      await clock.sleep(60_000);
      const job = await world.createJob();
      await world.connect();
      const principalId = world.groupId("TOTAL-Admin");
      const [id, appRoleId] = ["assignment", "00000000-0000-0000-0000-000000000000"];
      sandbox.tenant.servicePrincipals
        .get(app())
        ?.assignments.set(id, { id, appRoleId, principalId, principalType: "Group", createdAt: clock.now() });
      await world.call("POST", `/servicePrincipals/${app()}/synchronization/jobs/${job}/start`);
      await clock.sleep(20 * 60_000);
    },
  };
}

/** The status of a request to this machine that names another host. */
export function statusAs(host: string, url: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(url, { headers: { host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .on("error", reject)
      .end();
  });
}
