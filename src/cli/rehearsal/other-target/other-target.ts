import { systemClock } from "../../../base/clock.js";
import { EXIT, SetupError } from "../../../base/errors.js";
import type { Exchange } from "../../../http/exchange.js";
import { leftOutOf, readGivenSecret } from "../../../base/given-secret.js";
import { isLoopback } from "../../../base/loopback.js";
import { proxiesOf } from "../../../http/proxy.js";
import { Secret } from "../../../base/secret.js";
import { checkBaseUrl } from "../../../scim-client/http/base-url.js";
import { retryAfter } from "../../../scim-client/passing.js";
import type { OpenTarget } from "../../../scim-client/target.js";
import { readSecretFile } from "../../terminal/input-files.js";
import type { Io } from "../../terminal/io.js";
import { tellOn } from "../../terminal/tell.js";
import type { OtherTargetOptions } from "../../arguments/dry-run-options.js";
import { usageError } from "../../arguments/usage.js";
import type { OtherTarget, Created } from "../../run/other-target.js";
import { type JsonValue, isJsonObject } from "../../../base/json.js";

/**
 * Checks that the options fit together.
 *
 * @throws SetupError `usage` (exit 64) naming the flag
 */
export function checkOtherTarget(options: OtherTargetOptions & { readonly dryRun: boolean }): void {
  const { targetUrl, targetTokenFile, acceptWrites, dryRun } = options;
  const given =
    targetUrl !== undefined
      ? "--target-url"
      : targetTokenFile !== undefined
        ? "--target-token-file"
        : acceptWrites
          ? "--accept-writes"
          : undefined;
  if (given === undefined) return;
  if (!dryRun) {
    throw usageError(`${given} works only with --dry-run`, [
      "Add --dry-run. For a real run, name the SCIM server with --scim-base-url and --scim-token-file.",
    ]);
  }
  if (targetUrl === undefined)
    throw usageError(`${given} needs --target-url`, ["Add --target-url URL, or leave it out."]);
  if (targetTokenFile === undefined) {
    throw usageError("--target-url needs --target-token-file", [
      "Add --target-token-file FILE (or - for standard input).",
    ]);
  }
}

/**
 * The server that the options name; undefined when the dry run uses the built-in one.
 *
 * @throws SetupError (exit 64) when the address or the token cannot be used, or writing there was not accepted
 */
export async function readOtherTarget(
  io: Io,
  options: OtherTargetOptions,
  problemOf: (url: string) => string | undefined,
): Promise<OtherTarget | undefined> {
  if (options.targetUrl === undefined || options.targetTokenFile === undefined) return undefined;
  const url = checkBaseUrl(options.targetUrl, "--target-url");
  const baseUrl = options.targetUrl.trim();
  const refusal = problemOf(baseUrl);
  if (refusal !== undefined) throw unusable("--target-url", refusal, "Give another address of this server.");
  const given = await readSecretFile(io, options.targetTokenFile, "--target-token-file");
  const reading = readGivenSecret(given.reveal(), "bearer-token");
  if ("problem" in reading)
    throw unusable("--target-token-file", reading.problem, "Write only the token into that file.");
  if (reading.leftOut.length > 0) tellOn(io)(leftOutOf("The token of --target-token-file", reading.leftOut));
  const token = new Secret(reading.value);
  if (!isLoopback(url.hostname) && !options.acceptWrites) throw writesNotAccepted(url);
  return { ...otherTarget(baseUrl, token), acceptsWrites: options.acceptWrites, proxies: proxiesOf(io.env) };
}

/**
 * Checks your own SCIM server before anything is written there.
 *
 * @param brand - name of the IdP in running text
 * @returns whether it is empty: then every user found later was created by this run
 * @throws SetupError `target-ignores-filter` (exit 1) when pushing would overwrite users unrelated to the run
 */
export async function lookOver(target: OpenTarget, brand: string): Promise<{ readonly empty: boolean }> {
  try {
    const { empty, ignoresFilter } = await target.survey();
    if (ignoresFilter) throw ignoresFilters(brand);
    return { empty };
  } catch (error) {
    // Other problems are reported in full by the plan's own check of the SCIM server.
    if (error instanceof SetupError && error.code !== "target-ignores-filter") return { empty: false };
    throw error;
  }
}

function ignoresFilters(idp: string): SetupError {
  return new SetupError({
    code: "target-ignores-filter",
    exitCode: EXIT.failed,
    what: "--target-url: the server answers a lookup of an unknown user with other users; nothing was written",
    why: `${idp} looks up each user with a filter on userName before it creates the user; a server that ignores the filter makes it overwrite an unrelated user`,
    fix: ['Make the server support filter=userName eq "..." (RFC 7644 3.4.2.2), or use an empty server.'],
  });
}

/** The longest real wait before the next request to the server; also used where it does not say how long. */
const LONGEST_PAUSE_MS = 60_000;

function otherTarget(baseUrl: string, token: Secret): Omit<OtherTarget, "acceptsWrites" | "proxies"> {
  const created = createdBy();
  const clock = systemClock();
  let heldUntil = 0;
  const notice = (exchange: Exchange): void => {
    if (exchange.to !== "target") return;
    if (exchange.status === 429 || exchange.status === 503)
      heldUntil = Math.max(heldUntil, clock.now() + pauseOf(exchange.retryAfter, clock.now()));
    created.notice(exchange);
  };
  return {
    baseUrl,
    token,
    record: (forward) => (exchange) => {
      notice(exchange);
      forward?.(exchange);
    },
    created: () => created.list(),
    pace: async (milliseconds, signal) => {
      const held = heldUntil - clock.now();
      if (held > 0) await clock.sleep(Math.min(milliseconds, held), signal);
    },
  };
}

function pauseOf(wanted: string | undefined, now: number): number {
  return Math.min(retryAfter(wanted, now) ?? LONGEST_PAUSE_MS, LONGEST_PAUSE_MS);
}

function writesNotAccepted(url: URL): SetupError {
  return new SetupError({
    code: "writes-not-accepted",
    exitCode: EXIT.usage,
    what: `--target-url: ${url.origin} is not on this machine, and a dry run creates users and groups there`,
    why: "they stay on that server until they are removed",
    fix: ["Add --accept-writes if that server is a test server. Never use a vendor's live service."],
  });
}

function unusable(place: string, why: string, fix: string): SetupError {
  return new SetupError({
    code: "input-invalid",
    exitCode: EXIT.usage,
    what: `${place} cannot be used`,
    why,
    fix: [fix],
  });
}

/**
 * Collects what was created, from the requests and their answers.
 *
 * @param beganAt - when the run began, by this machine's clock
 */
export function createdBy(beganAt = Date.now()): { notice(exchange: Exchange): void; list(): readonly Created[] } {
  const all: Created[] = [];
  return {
    notice(exchange) {
      const created = createdIn(exchange, beganAt - SKEW_MS);
      if (created !== undefined) all.push(created);
    },
    list: () => [...all],
  };
}

/** How far the server's clock may be behind. */
const SKEW_MS = 3_600_000;

/** What a request may have created: everything that was not refused. */
function createdIn({ from, method, path, status, body, answer }: Exchange, earliest: number): Created | undefined {
  if (from === "total-setup" || method !== "POST") return undefined;
  const [withoutQuery = ""] = path.split("?");
  const type = withoutQuery.endsWith("/Users") ? "person" : withoutQuery.endsWith("/Groups") ? "group" : undefined;
  if (type === undefined || (status >= 300 && status < 500)) return undefined;
  const name = textIn(body, type === "person" ? "userName" : "displayName") ?? "";
  const id = textIn(answer, "id");
  if (status === 0) return { type, name, uncertain: "the request to create it got no answer" };
  if (status >= 500)
    return { type, name, uncertain: `the request to create it was answered with HTTP ${String(status)}` };
  // Some servers revive a deleted account, or answer with one that is there, as if they had created it.
  if (Date.parse(textIn(isJsonObject(answer) ? answer["meta"] : undefined, "created") ?? "") < earliest)
    return { type, name, uncertain: "the server says that it was created before this run" };
  return id === undefined ? { type, name, uncertain: "the answer to its creation had no ID" } : { type, name, id };
}

function textIn(value: JsonValue | undefined, key: string): string | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return (typeof found === "string" && found !== "") || typeof found === "number" ? String(found) : undefined;
}
