import { version } from "../../base/version.js";
import type { Template } from "../../template/document/template.js";

/** When a command began, and with which version of which vendor's guide. */
export interface AboutRun {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  readonly version: string;
  readonly vendor: string;
  readonly guide: string;
}

/** @param startedAt - milliseconds since 1970 */
export function aboutRun({ vendor, guide }: Pick<Template, "vendor" | "guide">, startedAt: number): AboutRun {
  return { startedAt: new Date(startedAt).toISOString(), version: version(), vendor, guide };
}
