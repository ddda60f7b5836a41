import { readFileSync } from "node:fs";
import type { JsonValue } from "../../src/base/json.js";

/** One recorded HTTP exchange with a real Okta org: one line of the recording. */
export interface Recorded {
  /** The sequence that it belongs to; its exchanges stand together, in order. */
  readonly cassette: string;
  readonly n: number;
  /** Seconds since the sequence's first exchange. */
  readonly at?: number;
  readonly method: string;
  readonly path: string;
  /** As sent, without the question mark. */
  readonly query?: string;
  /** JSON, or a text when it was none. */
  readonly body?: JsonValue;
  /** There was a body, and the recording does not have it. */
  readonly bodyNotRecorded?: boolean;
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly answer?: JsonValue;
  /** An answer that is not JSON. */
  readonly answerText?: string;
}

/** Exchanges in the order in which they happened. */
export type Sequence = readonly Recorded[];

/** Reads a recording: one JSON object a line. Lines of one sequence stand together. */
export function readRecording(file: string): readonly Sequence[] {
  const sequences = new Map<string, Recorded[]>();
  for (const line of readFileSync(file, "utf8").split("\n")) {
    if (line === "") continue;
    const exchange = JSON.parse(line) as Recorded;
    const sequence = sequences.get(exchange.cassette) ?? [];
    sequences.set(exchange.cassette, sequence);
    sequence.push(exchange);
  }
  return [...sequences.values()];
}

/** Where an exchange stands, as `tf/idaas/TestAccResourceOktaAppSaml_crud/oie-00#3`. */
export function placeOf({ cassette, n }: Recorded): string {
  return `${cassette}#${String(n)}`;
}
