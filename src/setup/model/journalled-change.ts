import type { JsonObject } from "../../base/json.js";
import type { Change, FieldChange } from "./plan.js";

/** A change that a run made, as the tenant's journal has it. */
export interface JournalledChange {
  /** The journal's own name for it. */
  readonly key: string;
  /** ISO time at which it was begun. */
  readonly at: string;
  /** ISO time at which its end was noted; absent where nobody knows how it ended. */
  readonly ended?: string;
  readonly run: string;
  readonly step: string;
  readonly action: Change["action"];
  /** With the id that the answer told, or that was known before. */
  readonly resource: Change["resource"];
  readonly fields: readonly FieldChange[];
  /** See `Applied.undoData`; empty when the step kept nothing, or an older version of the tool made the change. */
  readonly undoData: JsonObject;
}
