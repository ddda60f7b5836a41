import { randomUUID } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import SCIMMY from "scimmy";
import SCIMMYRouters from "scimmy-routers";
import type { JsonObject } from "../../../src/base/json.js";

/** A user or a group as it is kept; each has one of the two names. */
type Kept = JsonObject & { readonly id: string; readonly userName: string; readonly displayName: string };

/** A SCIM server made of SCIMMY and its routers, unchanged, over two lists in memory. */
export interface ScimmyServer {
  /** `http://127.0.0.1:PORT/scim/v2`. */
  readonly baseUrl: string;
  readonly users: ReadonlyMap<string, Kept>;
  readonly groups: ReadonlyMap<string, Kept>;
  /** `POST /Users 201` of every request so far. */
  readonly seen: readonly string[];
  close(): Promise<void>;
}

/** Starts one; SCIMMY keeps its resource types for the whole process, so a test file starts one at a time. */
export async function startScimmy(token: string): Promise<ScimmyServer> {
  const users = new Map<string, Kept>();
  const groups = new Map<string, Kept>();
  const seen: string[] = [];
  const { User, Group } = SCIMMY.Resources;
  const [userHandlers, groupHandlers] = [handlersOf(users, "userName"), handlersOf(groups, "displayName")];
  User.ingress(userHandlers.write).egress(userHandlers.read).degress(userHandlers.remove);
  Group.ingress(groupHandlers.write).egress(groupHandlers.read).degress(groupHandlers.remove);
  SCIMMY.Resources.declare(User.extend(SCIMMY.Schemas.EnterpriseUser, false));
  SCIMMY.Resources.declare(Group);

  const app = express();
  app.use("/scim/v2", ({ method, path }, response, next) => {
    response.on("finish", () => seen.push(`${method} ${path} ${String(response.statusCode)}`));
    next();
  });
  const handler = ({ headers }: express.Request): string => {
    if (headers.authorization !== `Bearer ${token}`) throw new Error("The token is not right.");
    return "";
  };
  app.use("/scim/v2", new SCIMMYRouters({ type: "bearer", handler }));
  const server = app.listen(0, "127.0.0.1");
  await once(server, "listening");
  return {
    baseUrl: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/scim/v2`,
    users,
    groups,
    seen,
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

/** What SCIMMY hands to a handler, as far as it matters here. */
interface Asked {
  readonly id?: string;
  readonly filter?: { match(values: Kept[]): Kept[] };
}

/** The handlers that SCIMMY asks of whoever uses it: how resources are written, read and removed. */
function handlersOf(kept: Map<string, Kept>, name: string): Handlers {
  const nameOf = (one: JsonObject): string => JSON.stringify(one[name]).toLowerCase();
  const find = (id: string): Kept => {
    const found = kept.get(id);
    if (found === undefined) throw new SCIMMY.Types.Error(404, "", `${id} not found`);
    return found;
  };
  return {
    write: ({ id }, instance) => {
      const given = { ...(JSON.parse(JSON.stringify(instance)) as Kept), id: id ?? randomUUID() };
      if (id !== undefined) find(id);
      if ([...kept.values()].some((other) => other.id !== given.id && nameOf(other) === nameOf(given)))
        throw new SCIMMY.Types.Error(409, "uniqueness", `${name} is taken`);
      kept.set(given.id, given);
      return given;
    },
    read: ({ id, filter }) => {
      if (id !== undefined) return find(id);
      const all = [...kept.values()];
      return filter?.match(all) ?? all;
    },
    remove: ({ id = "" }) => {
      kept.delete(find(id).id);
    },
  };
}

interface Handlers {
  readonly write: (asked: Asked, instance: object) => Kept;
  readonly read: (asked: Asked) => Kept | Kept[];
  readonly remove: (asked: Asked) => void;
}
