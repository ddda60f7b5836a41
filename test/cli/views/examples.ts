import type { CleanUp } from "../../../src/cli/run/other-target.js";
import type { Prediction, Preview } from "../../../src/cli/run/people-report.js";
import { cleanUpJson } from "../../../src/cli/views/render-clean-up.js";
import type { ExaminedParts } from "../../../src/cli/views/render-doctor.js";
import type { DocumentParts } from "../../../src/cli/views/render-json.js";
import { predictionsJson } from "../../../src/cli/views/render-prediction.js";
import { previewsJson } from "../../../src/cli/views/render-preview.js";
import { EXIT, SetupError, type CodeOfExit } from "../../../src/base/errors.js";
import type { PlannedStep } from "../../../src/setup/model/plan.js";
import type { Proof, Wrong } from "../../../src/setup/model/proof.js";

// No value stands twice: whatever a renderer puts in the place of something else is seen.
const resource = { type: "app", id: "0oa1", name: "TOTAL" };

const STEP: PlannedStep = {
  id: "create-app",
  guide: "3.1",
  title: "Create the app",
  status: "pending",
  changes: [
    {
      action: "update",
      resource,
      fields: [
        { path: "label", before: "label before", after: "label after" },
        { path: "settings", before: { notes: null }, after: undefined },
      ],
      people: true,
      note: "what the change means",
    },
  ],
  console: {
    url: "https://acme-admin.okta.example/console",
    clicks: ["Open the tab"],
    fields: [
      {
        label: "Base URL",
        value: "https://scim.example",
        alsoCalled: "Tenant URL",
        note: "without a slash at its end",
      },
      { label: "API token", secret: true },
    ],
    notes: ["When the tab is not there"],
    minutes: 4,
    missing: ["the switch is off"],
    sharedWith: "enable-scim",
  },
  notes: ["what no step can do"],
  warnings: [
    {
      code: "app-look-alike",
      message: "message of the step",
      fix: "fix of the step",
      people: { names: ["ada"], what: "w" },
    },
  ],
  found: ["what is there"],
  unchecked: ["what cannot be read"],
  pending: ["what is on its way"],
  drift: [
    {
      resource: { type: "mapping", name: "title" },
      path: "expression",
      state: "changed",
      expected: "the guide's",
      actual: "the tenant's",
      fixedBy: "by-hand",
      what: "title is another one",
      fix: "how to mend it",
      code: "app-name-differs",
    },
  ],
};

function wrong(name: string): Wrong {
  const reason = `reason of ${name}`;
  return {
    name,
    id: `id of ${name}`,
    state: "value",
    path: `path of ${name}`,
    expected: `${name}'s`,
    actual: 0,
    reason,
  };
}

const PROOF: Proof = {
  users: { expected: 11, found: 10, wrong: [wrong("ada")], notExpected: [{ name: "bo", reason: "deactivated" }] },
  groups: { expected: 9, found: 8, wrong: [wrong("Admin")] },
  memberships: { expected: 7, found: 6, wrong: [wrong("ada in Admin")], unchecked: 5 },
  unchecked: ["what the server cannot be asked"],
  warnings: [],
  changes: {
    expected: 4,
    found: 3,
    wrong: [
      {
        ...wrong("faye"),
        kind: "deactivation",
        request: {
          method: "PATCH",
          path: "/Users/8",
          body: { active: "False" },
          status: 400,
          answer: { status: "400" },
        },
        seen: "the log shows a failure",
        fix: "send booleans",
        lostMemberships: ["Staff / faye"],
      },
    ],
    made: [{ kind: "attribute", name: "gil", path: "title", value: "Lead" }],
    notMade: [{ kind: "membership", reason: "there are too few users" }],
  },
};

const CLEAN_UP: CleanUp = {
  target: "https://scim.example",
  removed: [{ type: "person", name: "cy", id: "id of cy" }],
  left: [{ type: "group", name: "Sales", id: "id of Sales", uncertain: "no answer", reason: "DELETE was refused" }],
  writes: 1,
};

const PREDICTIONS: readonly Prediction[] = [
  { name: "dee", arrives: true, doubts: ["a long title"], payload: { userName: "dee" } },
  { name: "eve", arrives: false, reason: "in no group" },
];

const PREVIEWS: readonly Preview[] = [
  {
    person: "dee",
    requests: [{ method: "POST", path: "/scim/v2/Users", body: { userName: "dee" }, otherMembers: 3 }],
    values: [{ path: "userName", value: "dee", source: "user.login" }],
  },
  { person: "eve", reason: "nothing is sent", requests: [], values: [] },
];

function failure(code: CodeOfExit<"failed">): SetupError {
  return new SetupError({
    code,
    exitCode: EXIT.failed,
    what: `what of ${code}`,
    fix: [`fix of ${code}`, "and another"],
    requestId: `request of ${code}`,
  });
}

/** A run in which everything is there that a document can tell. */
export const RUN: DocumentParts = {
  mode: "verify",
  template: "total/okta",
  about: {
    startedAt: "2026-11-30T08:00:00.000Z",
    version: "1.2.3",
    vendor: "TruU TOTAL",
    guide: "chapter 3",
  },
  visits: new Map([["create-app", { startedAt: "2026-11-30T08:01:00.000Z", endedAt: "2026-11-30T08:02:00.000Z" }]]),
  identity: {
    idp: "okta",
    url: "https://acme.okta.example",
    id: "00o1",
    name: "Acme",
    signedInAs: "admin@acme.example",
  },
  sandbox: true,
  result: {
    outcome: "unproven",
    steps: [STEP],
    proof: PROOF,
    undo: [
      {
        done: {
          key: "3f",
          at: "2026-11-02T09:00:00.000Z",
          run: "r1",
          step: "push-groups",
          action: "create",
          resource: { type: "group-push-mapping", id: "gpm1", name: "Admin" },
          fields: [],
          undoData: {},
        },
        state: "unconfirmed",
        what: "it is deleted only when it is named",
        people: 12,
        confirm: "Admin",
      },
    ],
    unread: failure("target-unreachable"),
    error: failure("read-back-differs"),
    warnings: [{ code: "nobody-expected", message: "message of all", fix: "fix of all" }],
  },
  requests: {
    tenant: { reads: 21, writes: 22 },
    scim: { GET: 23, POST: 24, PUT: 25, PATCH: 26, DELETE: 27 },
    target: { reads: 28, writes: 29 },
    live: { reads: 30, writes: 31, signIn: 32 },
  },
  cleanup: cleanUpJson(CLEAN_UP),
  kept: { file: "plan.json", digest: `sha256:${"0".repeat(64)}` },
  notSimulated: ["expressions"],
  people: { people: predictionsJson(PREDICTIONS), preview: previewsJson(PREVIEWS) },
  durationMs: 41,
  simulatedMs: 42.5,
};

/** An examination in which everything is there. */
export const EXAMINED: ExaminedParts = {
  idp: "entra",
  template: "total/entra",
  about: {
    startedAt: "2026-11-29T08:00:00.000Z",
    version: "3.2.1",
    vendor: "the vendor",
    guide: "chapter 4",
  },
  checks: [
    { id: "node", area: "machine", status: "ok", what: "Node.js is new enough.", fix: [] },
    { id: "clock", area: "machine", status: "warning", what: "The clock is slow.", fix: ["Set it.", "Look again."] },
    {
      id: "right",
      area: "rights",
      status: "failed",
      what: "A right.",
      fix: ["Ask."],
      exitCode: 4,
      code: "access-missing",
    },
  ],
  session: {
    identity: { idp: "entra", url: "https://graph.example", id: "t1", name: "Acme", signedInAs: "admin@acme.example" },
    requests: () => ({ reads: 51, writes: 52 }),
  },
  targetReads: 53,
  durationMs: 54,
};
