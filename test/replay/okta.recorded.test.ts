import { beforeAll, describe, expect, test } from "vitest";
import { EXCEPTIONS } from "../../scripts/replay/exceptions.js";
import type { Finding, Tally } from "../../scripts/replay/figures.js";
import { GOALS, replay } from "../../scripts/replay/replay.js";
import { recordingBeside } from "./recording-beside.js";

/*
 * Runs only where the recording is at hand, beside the folder that CONTRACT_SPECS names: npm run replay -- FILE says the same by route.
 */

let tally: Tally;

beforeAll(async () => {
  tally = await replay(recordingBeside(process.env["CONTRACT_SPECS"] ?? ""));
}, 300_000);

const percent = (part: number): number => (part / tally.used.compared) * 100;

/** What no exception explains, as the report says it. */
function unexplained(findings: readonly Finding[], what: RegExp): readonly string[] {
  return findings
    .filter((finding) => finding.exception === undefined && what.test(finding.what))
    .map((finding) => `${finding.route} | ${finding.what} (${finding.places[0] ?? ""})`);
}

describe("recorded exchanges with real Okta orgs, over the routes that the product uses,", () => {
  test("are more than a thousand, few of which say nothing", () => {
    expect(tally.used.compared).toBeGreaterThan(1_300);
    expect(tally.used.leftOut).toBeLessThan(100);
  });

  test("get the recorded status", () => {
    expect(percent(tally.used.status)).toBeGreaterThanOrEqual(GOALS.status);
  });

  test("get an answer of the recorded shape, apart from what differs by org", () => {
    expect(percent(tally.used.shape + tally.used.ofOrg)).toBeGreaterThanOrEqual(GOALS.shape);
  });

  test("get another status, error code or error text for no reason that is not explained", () => {
    const used = tally.findings.filter(({ isUsed }) => isUsed);
    expect(unexplained(used, /^status |error(?:Code|Summary|Causes)|^not sent/)).toEqual([]);
  });

  test("get the recorded headers", () => {
    expect(unexplained(tally.headers, /./)).toEqual([]);
  });
});

test("no exception stands that nothing needs any more", () => {
  const needed = new Set([...tally.findings, ...tally.headers].map(({ exception }) => exception));
  expect(EXCEPTIONS.filter((exception) => !needed.has(exception))).toEqual([]);
});
