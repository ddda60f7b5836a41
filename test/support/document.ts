import type { JsonObject, JsonValue } from "../../src/base/json.js";
import type { Drift } from "../../src/setup/model/plan.js";

interface WrongEntry {
  readonly name: string;
  readonly state: string;
  readonly path?: string;
  readonly reason: string;
}

interface Tally {
  readonly expected: number;
  readonly found: number;
  readonly wrong: readonly WrongEntry[];
}

interface CleanUpEntry {
  readonly type: string;
  readonly name: string;
  readonly id?: string;
}

/** The JSON document of `--json`, as far as tests read it. */
export interface SetupDocument {
  readonly formatVersion: string;
  readonly command: string;
  readonly mode: string;
  readonly template: string;
  readonly tenant: { readonly idp: string; readonly url: string; readonly sandbox: boolean };
  readonly outcome: string;
  readonly steps: readonly {
    readonly id: string;
    readonly guide: string;
    readonly status: string;
    readonly changes: readonly {
      readonly action: string;
      readonly resource: { readonly type: string; readonly id?: string; readonly name: string };
      readonly fields: readonly { readonly path: string; readonly before?: unknown; readonly after?: unknown }[];
      readonly note?: string;
    }[];
    readonly console?: {
      readonly url: string;
      readonly fields: readonly { readonly label: string; readonly value?: string; readonly secret?: boolean }[];
    };
    readonly warnings: readonly { readonly code: string; readonly message: string; readonly fix: string }[];
    /** Only of `verify`. */
    readonly drift?: readonly Drift[];
  }[];
  readonly warnings?: readonly { readonly code: string; readonly message: string }[];
  readonly proof: {
    readonly users: Tally & { readonly notExpected: readonly { readonly name: string; readonly reason: string }[] };
    readonly groups: Tally;
    readonly memberships: Tally & { readonly unchecked: number };
  } | null;
  readonly requests: {
    readonly tenant: { readonly reads: number; readonly writes: number };
    readonly scim: Readonly<Record<string, number>>;
    readonly target: { readonly reads: number; readonly writes: number };
    readonly live?: { readonly reads: number; readonly writes: number; readonly signIn: number };
  };
  readonly people?: readonly {
    readonly name: string;
    readonly arrives: boolean;
    readonly reason?: string;
    readonly doubts?: readonly string[];
    readonly payload?: JsonObject;
  }[];
  readonly preview?: readonly {
    readonly person: string;
    readonly reason?: string;
    readonly requests: readonly { readonly method: string; readonly path: string; readonly body: JsonValue }[];
    readonly values: readonly { readonly path: string; readonly value: JsonValue; readonly source: string }[];
  }[];
  readonly errors: readonly { readonly code: string; readonly message: string; readonly fix: string }[];
  readonly cleanup?: {
    readonly target: string;
    readonly removed: readonly CleanUpEntry[];
    readonly left: readonly (CleanUpEntry & { readonly reason: string })[];
  };
  readonly durationMs: number;
  readonly simulatedMs: number;
}

/** The one document on standard output; anything beside it makes this throw. */
export function documentIn(stdout: string): SetupDocument {
  const value = JSON.parse(stdout) as JsonObject;
  return value as unknown as SetupDocument;
}
