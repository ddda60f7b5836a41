import type { JsonValue } from "../../base/json.js";

/** A target's answer, whatever its status. */
export interface ScimResponse {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The parsed body; undefined when it is empty or not JSON. */
  readonly json: JsonValue | undefined;
}
