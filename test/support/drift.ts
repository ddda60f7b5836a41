import type { Drift } from "../../src/setup/model/plan.js";

interface Verified {
  readonly steps: readonly { readonly id: string; readonly drift?: readonly Drift[] }[];
}

/** Every drift of a result, as `push-groups: changed status (by-hand)`; what could not be compared is left out. */
export function driftIn({ steps }: Verified): string[] {
  return steps.flatMap(({ id, drift = [] }) =>
    drift
      .filter(({ state }) => state !== "unchecked")
      .map(
        ({ state, path, resource, fixedBy: mend }) =>
          `${id}: ${state} ${path ?? `${resource.type} ${resource.name}`} (${mend})`,
      ),
  );
}

/** The sentences about the drift of one step. */
export function driftWords({ steps }: Verified, step: string): string {
  const drift = steps.find(({ id }) => id === step)?.drift ?? [];
  return drift.map(({ what, fix = "" }) => `${what} ${fix}`).join("\n");
}
