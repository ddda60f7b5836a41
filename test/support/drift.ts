import type { DriftJson } from "../../src/cli/views/output/step.js";
import type { Drift } from "../../src/setup/model/plan.js";

interface Verified {
  readonly steps: readonly { readonly id: string; readonly drift?: readonly (Drift | DriftJson)[] }[];
}

/** Every drift of a result, or of the document about it, as `push-groups: changed status (by-hand)`; what could not be compared is left out. */
export function driftIn({ steps }: Verified): string[] {
  return steps.flatMap(({ id, drift = [] }) =>
    drift
      .filter(({ state }) => state !== "unchecked")
      .map((one) => {
        const { state, path, resource } = one;
        const fixedBy = "mend" in one ? one.mend : one.fixedBy;
        return `${id}: ${state} ${path ?? `${resource.type} ${resource.name}`} (${fixedBy})`;
      }),
  );
}

/** The sentences about the drift of one step. */
export function driftWords({ steps }: Verified, step: string): string {
  const drift = steps.find(({ id }) => id === step)?.drift ?? [];
  return drift.map(({ what, fix = "" }) => `${what} ${fix}`).join("\n");
}
