import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Secret } from "../base/secret.js";

/** Secrets in a file for copying, as long as a console stop lasts. */
export interface SecretHandout {
  readonly path: string;
  readonly remove: () => void;
}

/** Writes secrets, by the labels of their fields, to a new file that only its owner can read: a screen is seen and recorded by others. */
export function handOut(secrets: Readonly<Record<string, Secret>>): SecretHandout {
  const folder = mkdtempSync(join(tmpdir(), "total-setup-"));
  const path = join(folder, "console-stop.txt");
  const values = Object.entries(secrets);
  const text =
    values.length === 1
      ? values.map(([, secret]) => secret.reveal())
      : values.map(([label, secret]) => `${label}: ${secret.reveal()}`);
  writeFileSync(path, `${text.join("\n")}\n`, { mode: 0o600 });
  return {
    path,
    remove: () => {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
