import { systemClock } from "../../base/clock.js";
import { Secret } from "../../base/secret.js";
import { duration } from "../../base/text.js";
import type { Warning } from "../../setup/model/plan.js";
import { flagName } from "../../template/inputs/input-names.js";
import { readInputValue } from "../../template/inputs/input-values.js";
import type { ResolvedInputs } from "../../template/inputs/inputs.js";
import type { TokenRequest } from "../../template/inputs/token-request.js";
import type { Template } from "../../template/document/template.js";
import type { Io } from "../terminal/io.js";
import { askForToken } from "./token-endpoint.js";

/** What fetching tokens needs. */
export interface FetchOptions {
  readonly io: Io;
  readonly idp: FirstSync;
  readonly template: Pick<Template, "inputs" | "place">;
  /** How long the run may wait for users to arrive, in milliseconds. */
  readonly waitMs: number | undefined;
}

/** Inputs that are complete. */
export interface Fetched {
  /** With the tokens in their places, and warnings about short lives. */
  readonly inputs: ResolvedInputs;
  /** Everything that must not be printed: the tokens, and what they were fetched with. */
  readonly secrets: readonly Secret[];
}

/**
 * Fetches the tokens that were not given.
 *
 * @throws SetupError of askForToken; none holds a secret
 */
export async function fetchTokens(inputs: ResolvedInputs, options: FetchOptions): Promise<Fetched> {
  const { io, template } = options;
  const values = new Map(inputs.values);
  const from = new Map(inputs.from);
  const warnings = new Map<string, Warning>();
  for (const request of inputs.fetches) {
    const input = template.inputs.find(({ name }) => name === request.input);
    if (input === undefined) continue;
    const place = template.place(["inputs", input.name, "tokenUrl"]);
    const clock = io.clock ?? systemClock();
    const answer = await askForToken(request, { place, flag: flagName(input), env: io.env, clock });
    const { host } = new URL(request.tokenUrl);
    values.set(input.name, readInputValue(input, answer.token, host));
    from.set(input.name, host);
    const warning = lifetimeWarning(request, answer.expiresInSeconds, options);
    if (warning !== undefined) warnings.set(input.name, warning);
  }
  const secrets = [...values.values()].filter((value) => value instanceof Secret);
  return { inputs: { ...inputs, values, from, warnings }, secrets };
}

/** How long an IdP needs a token to be valid. */
interface FirstSync {
  readonly brand: string;
  /** How long it takes until it first uses a new token, in milliseconds. */
  readonly firstSyncMs: number;
}

/** Longer lifetimes need no warning. */
const LONG_MS = 30 * 24 * 3_600_000;

/**
 * The warning about a token that expires soon; undefined when it does not, or when its lifetime is unknown.
 *
 * @param expiresInSeconds - what the endpoint said; else the lifetime that was requested counts
 */
export function lifetimeWarning(
  { prompt, ttlMinutes }: Pick<TokenRequest, "prompt" | "ttlMinutes">,
  expiresInSeconds: number | undefined,
  { idp, waitMs = 0 }: { readonly idp: FirstSync; readonly waitMs: number | undefined },
): Warning | undefined {
  const minutes = ttlMinutes === undefined ? undefined : ttlMinutes * 60;
  const seconds = expiresInSeconds ?? minutes;
  if (seconds === undefined) return undefined;
  const lives = seconds * 1000;
  const firstSync = Math.max(idp.firstSyncMs, waitMs);
  if (lives < firstSync) {
    return {
      code: "token-short-lived",
      message: `${prompt} expires in ${duration(lives)}, and the first sync can take ${duration(firstSync)}: it may expire before the first user arrives.`,
      fix: "Have the vendor issue a token that is valid for longer, or complete the manual step right away.",
    };
  }
  if (lives >= LONG_MS) return undefined;
  return {
    code: "token-expires",
    message: `${prompt} expires in ${duration(lives)}. ${idp.brand} keeps using it, so every sync after that fails.`,
    fix: "Before it expires, run the same command again to fetch a new one, or have the vendor issue one that is valid for longer.",
  };
}
