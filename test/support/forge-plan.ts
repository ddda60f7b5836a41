import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";

/** A plan's file as somebody forges it who can write the file: changed, with a digest that fits. Shares no code with the product. */
export function forgePlan(file: string, to: string, change: (plan: JsonObject) => JsonObject): string {
  const plan: unknown = JSON.parse(readFileSync(file, "utf8"));
  if (!isJsonObject(plan)) throw new TypeError(`${file} is no plan`);
  const content = Object.fromEntries(Object.entries(change(plan)).filter(([name]) => name !== "digest"));
  const digest = `sha256:${createHash("sha256").update(JSON.stringify(content)).digest("hex")}`;
  writeFileSync(to, JSON.stringify({ ...content, digest }));
  return to;
}

/** The plan with these members within one of its objects. */
export function within(
  plan: JsonObject,
  part: "options" | "inputs" | "tenant" | "template",
  more: JsonObject,
): JsonObject {
  const before = plan[part];
  return { ...plan, [part]: { ...(isJsonObject(before) ? before : {}), ...more } };
}

/** The digest that stands in a plan's file. */
export function digestIn(file: string): string {
  const { digest } = JSON.parse(readFileSync(file, "utf8")) as { readonly digest: string };
  return digest;
}
