import { readFileSync } from "node:fs";

/** The version of this product, from its package.json. */
export function version(): string {
  const manifest: unknown = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  return typeof manifest === "object" && manifest !== null && "version" in manifest
    ? String(manifest.version)
    : "unknown";
}

/** The commit that this build was made from, shortened; undefined in a checkout that was not built, and where there was no git. */
export function commit(): string | undefined {
  try {
    const built: unknown = JSON.parse(readFileSync(new URL("../commit.json", import.meta.url), "utf8"));
    return typeof built === "object" && built !== null && "commit" in built && typeof built.commit === "string"
      ? built.commit
      : undefined;
  } catch {
    return undefined;
  }
}
