import { sendHttp, NoAnswer, type HttpAnswer } from "../../../http/http.js";
import { networkFailure } from "../../../http/network-failures.js";
import { proxiesOf, proxyAgent, proxyFor } from "../../../http/proxy.js";
import type { Io } from "../../terminal/io.js";
import type { Endpoint } from "../../run/idp-options.js";
import { failed, failedWith, ok, warning, type Check } from "../../run/check.js";

const TIMEOUT_MS = 15_000;
/** From here on signed sign-ins are refused (Okta and Entra tolerate a few minutes); from here on doctor warns. */
const CLOCK_REFUSED_MS = 5 * 60_000;
const CLOCK_TOLD_MS = 2 * 60_000;

interface Asked {
  readonly env: Io["env"];
  readonly signal: AbortSignal;
  readonly now: () => number;
}

/** Whether a place answers, through which proxy, and how far this machine's clock is from its. */
export async function checkPlace({ name, url }: Endpoint, asked: Asked): Promise<Check[]> {
  const id = `reach-${url.hostname}`;
  try {
    const route = proxyFor(url, asked.env);
    const answer = await ask(url, asked);
    const way = "proxy" in route ? `through the proxy ${route.proxy}` : `directly: ${route.direct}`;
    return [
      ok(id, "network", `${capital(name)} answers at ${url.origin} (${way}).`),
      ...clockOf(answer, name, asked.now()),
    ];
  } catch (error) {
    if (!(error instanceof NoAnswer)) return [failedWith(id, "network", error)];
    asked.signal.throwIfAborted();
    const { means, fix } = networkFailure(error.code);
    return [failed(id, "network", `${capital(name)} does not answer at ${url.origin}: ${means} (${error.code}).`, fix)];
  }
}

function ask(url: URL, { env, signal }: Asked): Promise<HttpAnswer> {
  return sendHttp({
    url,
    origin: url.origin,
    method: "GET",
    headers: { accept: "application/json" },
    body: undefined,
    agent: proxyAgent(url, proxiesOf(env), false) ?? false,
    timeoutMs: TIMEOUT_MS,
    signal,
  });
}

function clockOf({ headers }: HttpAnswer, name: string, now: number): Check[] {
  const theirs = Date.parse(headers["date"] ?? "");
  if (Number.isNaN(theirs)) return [];
  const ahead = now - theirs;
  const off = Math.abs(ahead);
  if (off < CLOCK_TOLD_MS) return [ok("clock", "network", `This machine's clock matches that of ${name}.`)];
  const minutes = String(Math.round(off / 60_000));
  const what = `This machine's clock is ${minutes} minutes ${ahead > 0 ? "ahead of" : "behind"} that of ${name}`;
  const fix = "Set this machine's date and time, or synchronize them with NTP.";
  return off < CLOCK_REFUSED_MS
    ? [warning("clock", "network", `${what}.`, fix)]
    : [failed("clock", "network", `${what}: sign-in with a key or certificate will be refused.`, [fix])];
}

function capital(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
