import { duration } from "../../base/text.js";
import type { Warning } from "../../setup/model/plan.js";
import type { TokenRequest } from "../../template/inputs/token-request.js";

/** What of an IdP says how long a token has to live. */
export interface FirstSync {
  readonly brand: string;
  /** How long it takes until it first uses a token that it was given, in milliseconds. */
  readonly firstSyncMs: number;
}

/** Longer lives are as good as any token's: nobody has to be told. */
const LONG_MS = 30 * 24 * 3_600_000;

/**
 * What is to be known of a token that will not live long; undefined when it does, or when nobody says how long it lives.
 *
 * @param expiresInSeconds - what the endpoint said, else what it was asked for counts
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
      message: `${prompt} lives ${duration(lives)}, and the first sync may take ${duration(firstSync)}: it can be dead before anybody has arrived.`,
      fix: "Have the vendor issue a token that lives longer, and give that; or do the console's part at once.",
    };
  }
  if (lives >= LONG_MS) return undefined;
  return {
    code: "token-expires",
    message: `${prompt} lives ${duration(lives)}. ${idp.brand} goes on using it: every sync after that fails.`,
    fix: "Before it ends, run the same command again, which fetches a new one; or have the vendor issue one that lives longer.",
  };
}
