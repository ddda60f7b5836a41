import { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "./sign-in.js";

/** A token and its times, in milliseconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  readonly refreshAfterTimestamp?: number;
}

/** A token that is about to end may end on its way. */
const MARGIN_MS = 5 * 60_000;

/**
 * A sign-in that asks for a token only when there is none that lasts, and once for all who want it at the same moment: the
 * Azure CLI starts a process for each.
 *
 * @param issue - throws SetupError
 * @param now - milliseconds since 1970, on the clock of those who issue tokens
 */
export function cachedSignIn(
  name: string,
  issue: (signal: AbortSignal | undefined) => Promise<IssuedToken>,
  now: () => number = Date.now,
): EntraSignIn {
  let kept: { readonly token: Secret; readonly until: number } | undefined;
  let asked: Promise<Secret> | undefined;

  async function renew(signal: AbortSignal | undefined): Promise<Secret> {
    const { token, expiresOnTimestamp, refreshAfterTimestamp } = await issue(signal);
    kept = {
      token: new Secret(token),
      until: Math.min(expiresOnTimestamp - MARGIN_MS, refreshAfterTimestamp ?? Number.POSITIVE_INFINITY),
    };
    return kept.token;
  }

  return {
    name,
    token: async (signal) => {
      if (kept !== undefined && now() < kept.until) return kept.token;
      asked ??= renew(signal).finally(() => {
        asked = undefined;
      });
      return asked;
    },
  };
}
