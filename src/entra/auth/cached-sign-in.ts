import { Secret } from "../../base/secret.js";
import type { EntraSignIn } from "../api/sign-in.js";

type Issue = (signal: AbortSignal | undefined) => Promise<IssuedToken>;

/** A token and its times, in milliseconds since 1970. */
export interface IssuedToken {
  readonly token: string;
  readonly expiresOnTimestamp: number;
  readonly refreshAfterTimestamp?: number;
}

/** A token that is about to end may end on its way. */
const MARGIN_MS = 5 * 60_000;

/**
 * A sign-in that asks for a token only when there is no valid one, and only once for callers at the same moment: the Azure CLI
 * starts a process for each.
 *
 * @param issue - throws SetupError
 * @param terms.now - milliseconds since 1970, on the clock of those who issue tokens
 * @param terms.issueAfresh - as `issue`, and never gives a token that it gave before; absent where that cannot be had
 * @param terms.onSecret - told of each token before it is used
 */
export function cachedSignIn(
  name: string,
  issue: Issue,
  terms: {
    readonly now?: (() => number) | undefined;
    readonly issueAfresh?: Issue | undefined;
    readonly onSecret?: ((secret: Secret) => void) | undefined;
  } = {},
): EntraSignIn {
  const { now = Date.now, issueAfresh, onSecret } = terms;
  let kept: { readonly token: Secret; readonly until: number } | undefined;
  let asked: Promise<Secret> | undefined;

  async function renew(from: Issue, signal: AbortSignal | undefined): Promise<Secret> {
    const { token, expiresOnTimestamp, refreshAfterTimestamp } = await from(signal);
    kept = {
      token: new Secret(token),
      until: Math.min(expiresOnTimestamp - MARGIN_MS, refreshAfterTimestamp ?? Number.POSITIVE_INFINITY),
    };
    onSecret?.(kept.token);
    return kept.token;
  }

  async function once(from: Issue, signal: AbortSignal | undefined): Promise<Secret> {
    asked ??= renew(from, signal).finally(() => {
      asked = undefined;
    });
    return asked;
  }

  return {
    name,
    token: async (signal) => {
      if (kept !== undefined && now() < kept.until) return kept.token;
      return once(issue, signal);
    },
    ...(issueAfresh === undefined
      ? {}
      : {
          renewed: async (refused: Secret, signal?: AbortSignal) =>
            // Another request may have met the same refusal before.
            kept === undefined || kept.token === refused ? once(issueAfresh, signal) : kept.token,
        }),
  };
}
