import { EXIT, SetupError } from "../../base/errors.js";
import type { NoAnswer } from "../../base/http.js";
import { networkFailure } from "../../base/network-failures.js";

/**
 * The error for a request that got no answer: DNS, TLS, proxy, refused, reset, out of time.
 *
 * @param error - its own text is not used, since it could quote what was sent
 * @param origin - scheme and host that were asked
 * @param purpose - as in `create the enterprise application`
 */
export function unreachableError({ code, viaProxy }: NoAnswer, origin: string, purpose: string): SetupError {
  const { means, fix, notSent } = networkFailure(code);
  return new SetupError({
    code: "graph-unreachable",
    exitCode: EXIT.failed,
    what: `Trying to ${purpose}, total-setup did not reach ${origin}${viaProxy ? " through the proxy of HTTPS_PROXY" : ""}`,
    why: means,
    fix,
    refused: notSent,
  });
}
