import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";

/** The paths of the remembered set-ups in a state folder. */
export function setUpFiles(state: string): string[] {
  try {
    const folder = join(state, "total-setup", "setups");
    return readdirSync(folder).map((name) => join(folder, name));
  } catch {
    return [];
  }
}

/** The only remembered set-up. */
export function onlySetUp(state: string): JsonObject {
  const [path, ...more] = setUpFiles(state);
  if (path === undefined || more.length > 0) throw new Error(`not exactly one: ${String(more.length)}`);
  const value: unknown = JSON.parse(readFileSync(path, "utf8"));
  return isJsonObject(value) ? value : {};
}

/** Changes the only remembered set-up. */
export function editSetUp(state: string, change: (setup: JsonObject) => JsonObject): void {
  writeFileSync(setUpFiles(state)[0] ?? "", JSON.stringify(change(onlySetUp(state))));
}
