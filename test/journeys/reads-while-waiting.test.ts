import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { isJsonObject, type JsonValue } from "../../src/base/json.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";

interface Exchange {
  readonly from: string;
  readonly to: string;
  readonly path: string;
  readonly answer?: JsonValue;
}

const USERS = 2_000;

/** What total-setup itself read in a rehearsal. */
async function readsOf(idp: "okta" | "entra"): Promise<readonly Exchange[]> {
  const transcript = join(temporaryFolder(), "transcript.jsonl");
  const size = ["--users", String(USERS), "--groups", "20"];
  const { code, stderr } = await runInProcess([idp, "--dry-run", "-q", ...size, "--transcript", transcript]);
  expect(code, stderr).toBe(0);
  const exchanges = readFileSync(transcript, "utf8").trimEnd().split("\n");
  return exchanges.map((line) => JSON.parse(line) as Exchange).filter(({ from }) => from === "total-setup");
}

function itemsOf({ answer }: Exchange): number {
  const list = isJsonObject(answer) ? (answer["value"] ?? answer["Resources"]) : answer;
  return Array.isArray(list) ? list.length : 0;
}

function bytesOf(exchanges: readonly Exchange[]): number {
  return exchanges.reduce((sum, { answer }) => sum + JSON.stringify(answer ?? null).length, 0);
}

test("an Entra rehearsal reads its users and its log a few times, however often it polls", async () => {
  const reads = await readsOf("entra");
  const polls = reads.filter(({ path }) => /\/synchronization\/jobs\/[^/]+$/.test(path));
  expect(polls.length).toBeGreaterThan(10);

  const log = reads.filter(({ path }) => path.includes("auditLogs/provisioning"));
  // A user or group is logged once: as it arrives, for the verdict, for the step that looks for failures, and the newest at each poll.
  expect(log.reduce((sum, one) => sum + itemsOf(one), 0)).toBeLessThan(3.5 * USERS + 100 * polls.length);
  expect(log.length).toBeLessThan(2 * polls.length);

  const users = reads.filter(({ to, path }) => to === "target" && path.includes("/Users?startIndex"));
  expect(users.reduce((sum, one) => sum + itemsOf(one), 0)).toBeLessThan(3.5 * USERS);
  // More than twice that before: every poll read the whole log.
  expect(bytesOf(reads) / USERS).toBeLessThan(30_000);
}, 180_000);

test("an Okta rehearsal reads its users a few times", async () => {
  const reads = await readsOf("okta");
  const users = reads.filter(({ to, path }) => to === "target" && path.includes("/Users?startIndex"));
  expect(users.reduce((sum, one) => sum + itemsOf(one), 0)).toBeLessThan(2.5 * USERS);
  expect(bytesOf(reads) / USERS).toBeLessThan(10_000);
}, 180_000);
