import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";

/**
 * Edits the first entry of this type in a journal, beginning and end, as somebody with an editor would.
 *
 * @param edit - gets each of the two entries
 */
export function editJournal(path: string, type: string, edit: (entry: JsonObject) => JsonObject): void {
  const entries = readFileSync(path, "utf8")
    .trimEnd()
    .split("\n")
    .map((line): JsonObject => {
      const entry: unknown = JSON.parse(line);
      return isJsonObject(entry) ? entry : {};
    });
  const key = entries.find((entry) => entry["type"] === type)?.["key"];
  if (key === undefined) throw new Error(`the journal has no ${type}`);
  const lines = entries.map((entry) => JSON.stringify(entry["key"] === key ? edit(entry) : entry));
  writeFileSync(path, `${lines.join("\n")}\n`);
}

/** The one journal of a state folder. */
export function journalIn(stateFolder: string): string {
  const folder = join(stateFolder, "total-setup", "journal");
  const [file, ...others] = readdirSync(folder);
  if (file === undefined || others.length > 0) throw new Error(`${folder} has not one journal`);
  return join(folder, file);
}
