import type { Clock } from "../../base/clock.js";
import type { Emit } from "../../setup/model/events.js";

/** When a run waited for one manual step: from its first wait to the end of its last one. */
export interface Visit {
  /** ISO 8601, UTC. */
  readonly startedAt: string;
  /** Absent while it lasts. */
  readonly endedAt?: string;
}

/** Hands events on, and notes when the run waited for the manual step of which step. */
export function noteVisits(
  clock: Pick<Clock, "now">,
  emit: Emit,
): { readonly emit: Emit; readonly visits: ReadonlyMap<string, Visit> } {
  const visits = new Map<string, Visit>();
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    visits,
    emit: (event) => {
      emit(event);
      if (event.code === "console.opened")
        visits.set(event.step, { startedAt: visits.get(event.step)?.startedAt ?? now() });
      if (event.code === "console.closed")
        visits.set(event.step, { startedAt: visits.get(event.step)?.startedAt ?? now(), endedAt: now() });
    },
  };
}
