import type { JsonObject } from "../../base/json.js";
import type { Change, FieldChange } from "./plan.js";

/** A change that a run made, from the tenant's journal. */
export interface JournalledChange {
  /** Its key in the journal. */
  readonly key: string;
  /** ISO time of its beginning. */
  readonly at: string;
  /** ISO time of its end; absent when the end is unknown. */
  readonly ended?: string;
  readonly run: string;
  readonly step: string;
  readonly action: Change["action"];
  /** With the id from the answer, or the one known before. */
  readonly resource: Change["resource"];
  readonly fields: readonly FieldChange[];
  /** See `Applied.undoData`; empty when the step recorded none, or an older version made the change. */
  readonly undoData: JsonObject;
}
