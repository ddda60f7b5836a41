import { createGroup } from "../../../dialect/okta/custom-app.js";
import { findGroup } from "../../../dialect/okta/lookup.js";
import { ask, idOf, RemoteFailure, resourceOf, resourcesOf } from "./remote-failure.js";
import type { ScimConnection } from "./settings.js";

/**
 * A group of this name that is there is linked without a word; otherwise an empty one is made.
 *
 * @returns its id at the target
 * @throws TooManyRequests, RemoteFailure
 */
export async function findOrCreate(name: string, { connector }: ScimConnection): Promise<string> {
  const [existing] = resourcesOf(await ask(connector, findGroup(name), true));
  const group = existing ?? resourceOf(await ask(connector, createGroup(name)));
  const id = idOf(group);
  if (id === undefined) throw new RemoteFailure("Errors reported by remote server: the group has no id");
  return id;
}
