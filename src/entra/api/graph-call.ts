import type { JsonValue } from "../../base/json.js";
import type { Secret } from "../../base/secret.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { RefusalCode } from "./error-codes.js";
import type { Freshness } from "./graph-api.js";

/** What a call is for and what it needs, for messages. */
export interface CallWords {
  /** As in `create the enterprise application`. */
  readonly purpose: string;
  /** Absent where every token may ask. */
  readonly needs?: AccessNeed;
  /** True when Microsoft asks the SCIM server while it answers, so that a refusal is about that. */
  readonly testsTarget?: boolean;
}

/** One call of the API as data. */
export interface GraphCall extends CallWords {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Behind the version, with query, encoded: `/groups?$top=999`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: JsonValue;
  /** Secrets within the body, to be kept out of transcripts and errors. */
  readonly secrets?: readonly Secret[];
  /** True for a POST that changes nothing: counts as a read, and is tried again like one. */
  readonly readOnly?: boolean;
  /** Refusals that only mean that a part of Microsoft's service does not know the application yet: tried again for a while. */
  readonly notYet?: readonly RefusalCode[];
  /** For the request and its whole answer; absent for the usual time. */
  readonly timeoutMs?: number;
}

/** How the synchronization service refuses an application it has not learnt of yet (terraform-provider-azuread, synchronization). */
const SYNCHRONIZATION: readonly RefusalCode[] = [
  "graph-empty-401",
  "graph-forbidden",
  "graph-role-missing",
  "graph-not-found",
  "graph-conflict",
];
/** A conflict may be with the very job that is wanted, so that making one looks first. */
const MAKING: readonly RefusalCode[] = SYNCHRONIZATION.filter((code) => code !== "graph-conflict");
/** How the directory refuses a reference to what is not replicated yet (terraform-provider-azuread, app role assignments). */
const REFERENCES: readonly RefusalCode[] = ["graph-not-found", "graph-not-replicated"];

/** The part of a call that says how a new application is refused by the synchronization service. */
export function syncNotYet({ fresh }: Freshness): Pick<GraphCall, "notYet"> {
  return fresh ? { notYet: SYNCHRONIZATION } : {};
}

/** The part of a call that makes a job on a new application. */
export function makingNotYet({ fresh }: Freshness): Pick<GraphCall, "notYet"> {
  return fresh ? { notYet: MAKING } : {};
}

/** The part of a call that says how the directory refuses to refer to a new application. */
export function referenceNotYet({ fresh }: Freshness): Pick<GraphCall, "notYet"> {
  return fresh ? { notYet: REFERENCES } : {};
}

/** A text within quotes of a `$filter`, not encoded yet (OData 4.01 URL conventions, 5.1.1.14.1: a quote is doubled). */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A query string, its `?` included. */
export function query(parameters: Readonly<Record<string, string>>): string {
  const parts = Object.entries(parameters).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  return `?${parts.join("&")}`;
}
