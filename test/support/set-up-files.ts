import { readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { setupSchema } from "../../src/cli/setups/file-format.js";
import { writeSetup } from "../../src/cli/setups/store.js";

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

/** Puts another set-up in the place of the only remembered one, as a run would have written it. */
export function editSetUp(state: string, change: (setup: JsonObject) => JsonObject): void {
  const setup = setupSchema.parse(change(onlySetUp(state)));
  for (const path of setUpFiles(state)) rmSync(path);
  writeSetup({ env: { XDG_STATE_HOME: state }, home: state, platform: process.platform }, setup);
}
