import type { JsonValue } from "../../../../../src/base/json.js";

/**
 * One example of Microsoft's reference for Graph v1.0, in our own words: the request with `{app}`, `{job}` and the like for what a
 * tenant has, and an answer of the documented shape.
 */
export interface Example {
  /** The page of the reference, and which of its examples. */
  readonly page: string;
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: string;
  readonly body?: JsonValue;
  /** True with `ConsistencyLevel: eventual`. */
  readonly eventual?: true;
  readonly status: number;
  /** The documented answer; a text for a plain one, absent for none. */
  readonly answer?: JsonValue;
}

/** What is documented and differs in the sandbox, by page, with the reason. */
export type Differing = Readonly<Record<string, string>>;
