import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { renderResult, type ResultContext } from "../../../src/cli/views/render-result.js";
import type { Outcome } from "../../../src/setup/model/outcome.js";
import type { Proof, Tally, Wrong } from "../../../src/setup/model/proof.js";
import type { RunResult } from "../../../src/setup/model/run-result.js";
import { verdictOf } from "../../../src/setup/proof/outcome.js";
import { penOf } from "../../support/pen-of.js";

const CONTEXT: ResultContext = {
  action: "apply",
  dryRun: false,
  details: false,
  idp: "okta",
  where: "in TOTAL",
  console: "Okta Admin Console",
  durationMs: 130_000,
  next: undefined,
  nextCommand: (action, { add = [] } = {}) => ["total-setup okta", action, ...add].join(" "),
};

function tally(expected: number, wrong: readonly Wrong[] = []): Tally {
  return { expected, found: expected - wrong.length, wrong };
}

function proofOf(more: Partial<Proof> = {}): Proof {
  return {
    users: { ...tally(19), notExpected: [] },
    groups: tally(2),
    memberships: { ...tally(20), unchecked: 0 },
    unchecked: [],
    warnings: [],
    ...more,
  };
}

function shown(result: Partial<RunResult>, context: Partial<ResultContext> = {}): string {
  const { pen, lines } = penOf(200);
  renderResult(
    pen,
    { outcome: "applied", steps: [], proof: undefined, error: undefined, ...result },
    { ...CONTEXT, ...context },
  );
  return lines().join("\n");
}

const missing: Wrong = { name: "ada@x.io", id: "1", state: "missing", reason: "Okta has not sent this user." };
const waiting: Wrong = { ...missing, state: "waiting" };

describe("the last lines of a run", () => {
  test("say Done with all numbers and how long it took, and the command that verifies it", () => {
    expect(shown({ proof: proofOf() })).toBe(
      [
        "",
        "Done in 2 min 10 s (the guide takes 30 to 45 minutes). All 19 expected users, 2 groups and 20 memberships are in TOTAL.",
        "Next, to verify it at any time:",
        "  total-setup okta verify",
      ].join("\n"),
    );
  });

  test("say nothing of Done where a person continued past a manual step", () => {
    const warnings = [{ code: "console-unconfirmed", message: "m", fix: "f" } as const];
    const step = {
      id: "enable",
      title: "Enable SCIM",
      guide: "3.2",
      status: "unchecked",
      changes: [],
      warnings,
    } as const;
    const text = shown({ proof: proofOf(), steps: [step] });
    expect(text).toContain("Set up, but 1 manual step is not confirmed");
    expect(text).toContain("Next: do what is missing in the console, then verify:\n  total-setup okta verify");
    expect(text).not.toContain("Done");
  });

  test("say of a dry run neither a time nor a command for the live tenant", () => {
    const absent = [{ name: "bob@x.io", reason: "deactivated" }];
    const text = shown({ proof: proofOf({ users: { ...tally(1), notExpected: absent } }) }, { dryRun: true });
    expect(text).toBe(
      "\nDone. The expected user, 2 groups and 20 memberships are in TOTAL.\n1 user was not provisioned, as planned.",
    );
  });

  test.each<[string, Partial<RunResult>, Partial<ResultContext>, readonly string[]]>([
    [
      "wrong",
      { outcome: "unproven", proof: proofOf({ users: { ...tally(19, [missing]), notExpected: [] } }) },
      {},
      [
        "✗ User ada@x.io: missing",
        "Set up, but not done: 1 of 19 users is missing or wrong in TOTAL.",
        "  total-setup okta apply",
      ],
    ],
    [
      "on the way",
      { outcome: "arriving", proof: proofOf({ users: { ...tally(19, [waiting]), notExpected: [] } }) },
      {},
      [
        "… User ada@x.io: still on the way",
        "Set up; 1 of 19 users are still on the way.",
        "  total-setup okta apply --wait 1h",
      ],
    ],
    [
      "memberships unread",
      { outcome: "unproven", proof: proofOf({ memberships: { expected: 20, found: 0, wrong: [], unchecked: 20 } }) },
      {},
      [
        "memberships   0 of 20 (20 not checked)",
        "Set up, but not verified: 20 group memberships were not checked.",
        "  total-setup okta apply --allow-unchecked memberships",
      ],
    ],
    [
      "memberships unread and accepted",
      { proof: proofOf({ memberships: { expected: 20, found: 0, wrong: [], unchecked: 20 } }) },
      {},
      ["Set up, but not everything was verified: 20 group memberships were not checked."],
    ],
    [
      "no users",
      { outcome: "unproven", proof: proofOf({ users: { ...tally(0), notExpected: [] } }) },
      {},
      ["Set up, but not verified: no users are expected", "--allow-unchecked users"],
    ],
    [
      "a plan",
      { outcome: "changes-pending" },
      { action: "plan" },
      ["Plan only: nothing was changed. To apply:\n  total-setup okta apply"],
    ],
    [
      "a saved plan",
      { outcome: "changes-pending" },
      { action: "plan", next: "total-setup okta apply --plan p.json" },
      ["\n  total-setup okta apply --plan p.json"],
    ],
    [
      "verified",
      { outcome: "unchanged", proof: proofOf() },
      { action: "verify" },
      ["Verified on the SCIM server\n  users        19 of 19", "Verified, no drift. All 19 expected users"],
    ],
    [
      "the configuration alone",
      { outcome: "unchanged" },
      { action: "verify" },
      ["The users on the SCIM server were not verified."],
    ],
    ["nothing done", { outcome: "failed", error: new Error("no") }, {}, ["Nothing was changed."]],
  ])("are right for what is %s", (_what, result, context, texts) => {
    const text = shown(result, context);
    for (const one of texts) expect(text).toContain(one);
    expect(text).not.toMatch(/^Done/m);
  });

  test("name a finished step and the same command after a failure", () => {
    const steps = [{ id: "a", guide: "3.1", title: "Create the app", status: "applied", changes: [] }] as const;
    expect(shown({ outcome: "failed", steps, error: new Error("no") })).toBe(
      "\nCompleted: 3.1 Create the app.\nNext: fix the error, then continue from there:\n  total-setup okta apply",
    );
  });
});

const STATES = fc.constantFrom<Wrong["state"][]>("missing", "duplicate", "value", "unexpected", "waiting");
const WRONG = fc.array(
  STATES.map((state): Wrong => ({ ...missing, state })),
  { maxLength: 3 },
);
const TALLY = fc
  .tuple(fc.nat(4), WRONG)
  .map(([found, wrong]): Tally => ({ expected: found + wrong.length, found, wrong }));
const PROOF = fc
  .tuple(TALLY, TALLY, TALLY, fc.nat(2), fc.array(fc.constant("Not read."), { maxLength: 1 }))
  .map(([users, groups, memberships, unchecked, sentences]): Proof => ({
    users: { ...users, notExpected: [] },
    groups,
    memberships: { ...memberships, expected: memberships.expected + unchecked, unchecked },
    unchecked: sentences,
    warnings: [],
  }));

property.prop([PROOF, fc.boolean(), fc.boolean(), fc.constantFrom<ResultContext["action"][]>("apply", "rotate-token")])(
  "Done stands only where every expected user, group and membership was found and nothing is unchecked",
  (proof, nobody, memberships, action) => {
    const verdict = verdictOf(proof, { nobody, memberships });
    const outcome: Outcome = verdict === "complete" ? "applied" : verdict;
    const { users, groups, memberships: members } = proof;
    const isAll = [users, groups, members].every(
      ({ expected, found, wrong }) => expected === found && wrong.length === 0,
    );
    const isDone = isAll && users.expected > 0 && members.unchecked === 0 && proof.unchecked.length === 0;
    expect(/^Done/m.test(shown({ outcome, proof }, { action }))).toBe(isDone);
  },
);
