import { duration } from "../../base/text.js";
import type { Warning } from "../../setup/model/plan.js";
import type { Template } from "../../template/document/template.js";
import type { TokenRequest } from "../../template/inputs/token-request.js";

/**
 * How long it takes until an IdP first uses a token that it was given: on Okta the console stop and the first pushes, on Entra
 * the first cycle (Microsoft Learn: 20 to 40 minutes).
 */
const FIRST_SYNC_MS: Readonly<Record<Template["idp"], number>> = { okta: 15 * 60_000, entra: 40 * 60_000 };
const IDP_NAMES: Readonly<Record<Template["idp"], string>> = { okta: "Okta", entra: "Entra" };

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
  { idp, waitMs = 0 }: { readonly idp: Template["idp"]; readonly waitMs: number | undefined },
): Warning | undefined {
  const minutes = ttlMinutes === undefined ? undefined : ttlMinutes * 60;
  const seconds = expiresInSeconds ?? minutes;
  if (seconds === undefined) return undefined;
  const lives = seconds * 1000;
  const firstSync = Math.max(FIRST_SYNC_MS[idp], waitMs);
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
    message: `${prompt} lives ${duration(lives)}. ${IDP_NAMES[idp]} goes on using it: every sync after that fails.`,
    fix: "Before it ends, run the same command again, which fetches a new one; or have the vendor issue one that lives longer.",
  };
}
