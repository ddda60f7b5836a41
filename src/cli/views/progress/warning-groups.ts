import type { Warning } from "../../../setup/model/plan.js";

/** Warnings that differ in their message only. */
export interface WarningGroup {
  readonly messages: readonly string[];
  readonly code: Warning["code"];
  readonly fix: string;
}

/** The warnings, those with the same code and fix together, in the order of their first ones. */
export function groupWarnings(warnings: readonly Warning[]): readonly WarningGroup[] {
  const groups = new Map<string, WarningGroup>();
  for (const { code, message, fix } of warnings) {
    const key = JSON.stringify([code, fix]);
    const known = groups.get(key);
    groups.set(key, { code, fix, messages: [...(known?.messages ?? []), message] });
  }
  return [...groups.values()];
}
