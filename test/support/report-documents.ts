import type { DoctorDocument } from "../../src/cli/views/output/doctor.js";
import type { FailureDocument } from "../../src/cli/views/output/failure.js";
import type { ProofJson } from "../../src/cli/views/output/proof.js";
import type { RunDocument } from "../../src/cli/views/output/run.js";
import type { StepJson } from "../../src/cli/views/output/step.js";

type Wrong = ProofJson["users"]["wrong"][number];

/** A step in which nothing stands but what is given. */
export function stepJson(more: Partial<StepJson> = {}): StepJson {
  return {
    id: "push-groups",
    guide: "3.4",
    title: "Push groups",
    status: "applied",
    changes: [],
    warnings: [],
    found: [],
    unchecked: [],
    pending: [],
    ...more,
  };
}

/** The proof of a set-up in which everything arrived. */
export const COMPLETE: ProofJson = {
  users: {
    expected: 19,
    found: 19,
    wrong: [],
    notExpected: [{ name: "tobias@x.example", reason: "deactivated in Okta" }],
  },
  groups: { expected: 2, found: 2, wrong: [] },
  memberships: { expected: 20, found: 20, wrong: [], unchecked: 0 },
  unchecked: [],
};

const MANUAL: StepJson = stepJson({
  id: "enable-scim",
  guide: "3.2",
  title: "Enable SCIM",
  console: {
    url: "https://acme-admin.okta.example/admin/app/total/instance/0oa1/#tab-general",
    clicks: ["General > App Settings > Edit: Provisioning = SCIM, Save", "Provisioning > Integration > Edit"],
    fields: [
      { label: "SCIM connector base URL", value: "https://scim.total.example/scim/v2" },
      { label: "Authorization", secret: true },
    ],
    notes: [],
    minutes: 1,
    startedAt: "2026-11-30T09:01:00.000Z",
    endedAt: "2026-11-30T09:02:42.000Z",
  },
});

/** A set-up of a live tenant that went well. */
export const APPLIED: RunDocument = {
  formatVersion: "1.0",
  command: "okta",
  mode: "apply",
  template: "total/okta",
  startedAt: "2026-11-30T09:00:00.000Z",
  version: "0.1.0",
  vendor: "TruU TOTAL",
  guide: 'docs.truu.ai, "3. Create the SAML app"',
  tenant: {
    idp: "okta",
    url: "https://acme.okta.example",
    id: "00o1",
    name: "Acme",
    signedInAs: "zoe@acme.example",
    sandbox: false,
  },
  outcome: "applied",
  steps: [
    stepJson({
      id: "create-app",
      guide: "3.1",
      title: "Create the SAML app",
      changes: [
        {
          action: "create",
          resource: { type: "app", name: "TOTAL (Provisioning)", id: "0oa1" },
          fields: [
            { path: "settings.signOn.ssoAcsUrl", before: null, after: "https://total.invalid/saml/acs" },
            { path: "visibility.hide.web", before: false, after: true },
            { path: "id", before: null, after: null, knownAfterApply: true },
          ],
          note: "SAML 2.0 app, hidden from users' dashboards",
        },
      ],
    }),
    MANUAL,
    stepJson({
      warnings: [{ code: "group-look-alike", message: "The group looks like another.", fix: "Check its name." }],
      unchecked: ["Okta never shows the token."],
    }),
  ],
  warnings: [{ code: "value-missing", message: "3 users have no title.", fix: "Add a title in Okta." }],
  proof: COMPLETE,
  requests: {
    tenant: { reads: 52, writes: 5 },
    scim: { GET: 0, POST: 0, PUT: 0, PATCH: 0, DELETE: 0 },
    target: { reads: 11, writes: 0 },
  },
  errors: [],
  durationMs: 130_000,
  simulatedMs: 0,
};

/** A run that an error ended. */
export const FAILED: RunDocument = {
  ...APPLIED,
  outcome: "failed",
  proof: null,
  steps: [stepJson({ status: "failed" })],
  errors: [{ code: "okta-refused", message: "Okta refused it.", fix: "Ask an administrator.", requestId: "req-1" }],
};

export function wrong(more: Partial<Wrong> = {}): Wrong {
  return { name: "ada@x.example", id: "u1", state: "missing", reason: "The SCIM server answered 400.", ...more };
}

/** A run after which something is not as expected, in each of the ways there are. */
export const UNPROVEN: RunDocument = {
  ...APPLIED,
  outcome: "unproven",
  proof: {
    users: {
      expected: 19,
      found: 15,
      wrong: [
        wrong(),
        wrong({ state: "duplicate", name: "bo@x.example" }),
        wrong({ state: "value", name: "cy@x.example", path: "title", expected: "Head", actual: "Lead" }),
        wrong({ state: "unexpected", name: "di@x.example" }),
        wrong({ state: "waiting", name: "ed@x.example" }),
      ],
      notExpected: [],
    },
    groups: { expected: 2, found: 1, wrong: [wrong({ name: "TOTAL-Admin" })] },
    memberships: { expected: 20, found: 10, wrong: [wrong({ name: "ada in TOTAL-Admin" })], unchecked: 9 },
    unchecked: ["The SCIM server shows no members."],
  },
};

/** A directory of so many users, none of whom is as expected, in so many groups. */
export function largeRun(users: number, groups: number): RunDocument {
  const name = (index: number): string => `user.number.${String(index)}@subsidiary.example.com`;
  const everybody = Array.from({ length: users }, (_, index) => name(index));
  return {
    ...APPLIED,
    outcome: "unproven",
    steps: [
      stepJson({
        changes: Array.from({ length: groups }, (_, index) => ({
          action: "create",
          resource: { type: "group-push-mapping", name: `Group ${String(index)}`, id: `gpm${String(index)}` },
          fields: [{ path: "status", before: null, after: "ACTIVE" }],
        })),
        warnings: everybody.map((one) => ({ code: "provisioning-failed", message: `${one}: failed`, fix: "Retry." })),
      }),
    ],
    people: everybody.map((one) => ({ name: one, arrives: true, doubts: [`${one} has a long title`] })),
    proof: {
      users: {
        expected: users,
        found: 0,
        wrong: everybody.map((one) => wrong({ name: one, reason: `Creating ${one} was refused: no title.` })),
        notExpected: everybody.map((one) => ({ name: `x.${one}`, reason: "deactivated in Okta" })),
      },
      groups: { expected: groups, found: groups, wrong: [] },
      memberships: {
        expected: users,
        found: 0,
        wrong: everybody.map((one) => wrong({ name: `${one} in Group 1` })),
        unchecked: 0,
      },
      unchecked: [],
    },
  };
}

/** What a directory may call its users to break a page. */
export const HOSTILE_NAMES: readonly string[] = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "</bdi></main><h1>Approved</h1>",
  "</style><script>alert(2)</script>",
  "<!--",
  "&lt;b&gt;",
  "‮gpj.exe ‏אבג ⁦left",
  "line\nbreak\u0000and\u0007bell\u2028here",
  "\ud800 half a character",
  "W".repeat(10_000),
  "مستخدم".repeat(1_700),
  "👩‍👩‍👧‍👦".repeat(900),
];

/** A run in a tenant where everything that has a name has one of these. */
export function hostileRun(names: readonly string[] = HOSTILE_NAMES): RunDocument {
  const first = names[0] ?? "";
  return {
    ...APPLIED,
    vendor: first,
    guide: first,
    template: first,
    outcome: "unproven",
    tenant: { ...APPLIED.tenant, name: first, signedInAs: first, url: `https://x.example/${first}` },
    steps: names.map((name) =>
      stepJson({
        id: name,
        guide: name,
        title: name,
        found: [name],
        pending: [name],
        changes: [
          {
            action: "update",
            resource: { type: name, name, id: name },
            fields: [{ path: name, before: name, after: { [name]: [name] } }],
            note: name,
          },
        ],
        console: {
          url: `javascript:${name}`,
          clicks: [name],
          fields: [{ label: name, value: name }],
          notes: [],
          minutes: 2,
          missing: [name],
          startedAt: name,
          endedAt: name,
        },
        warnings: [{ code: name, message: name, fix: name }],
        drift: [
          {
            resource: { type: name, name },
            state: "changed",
            expected: name,
            actual: name,
            mend: "apply",
            what: name,
            fix: name,
          },
        ],
      }),
    ),
    warnings: names.map((name) => ({ code: name, message: name, fix: name })),
    errors: names.map((name) => ({ code: name, message: name, fix: name, requestId: name })),
    undo: names.map((name) => ({
      key: name,
      step: name,
      resource: { type: name, name },
      state: "kept",
      what: name,
    })),
    people: names.map((name) => ({ name, arrives: false, reason: name, doubts: [name] })),
    preview: names.map((name) => ({
      person: name,
      reason: name,
      requests: [{ method: name, path: name, body: name }],
      values: [{ path: name, value: name, source: name }],
    })),
    notSimulated: names,
    savedPlan: { file: first, digest: first },
    cleanup: {
      target: first,
      removed: [],
      left: names.map((name) => ({ type: "person", name, reason: name })),
    },
    proof: {
      users: {
        expected: 20,
        found: 1,
        wrong: names.map((name) =>
          wrong({ name, id: name, state: "value", path: name, expected: name, actual: name, reason: name }),
        ),
        notExpected: names.map((name) => ({ name, reason: `${name} is ${name}` })),
      },
      groups: { expected: 2, found: 1, wrong: names.map((name) => wrong({ name, reason: name })) },
      memberships: { expected: 5, found: 1, wrong: [], unchecked: 4 },
      unchecked: names,
    },
  };
}

/** An examination with each kind of check. */
export const EXAMINED_DOCUMENT: DoctorDocument = {
  formatVersion: "1.0",
  command: "entra",
  mode: "doctor",
  template: "total/entra",
  tenant: null,
  outcome: "failed",
  checks: [
    { id: "node", area: "machine", status: "ok", what: "Node.js is new enough.", fix: "" },
    { id: "clock", area: "machine", status: "warning", what: "The clock is slow.", fix: "Set it." },
    { id: "sign-in", area: "sign-in", status: "failed", what: "No sign-in.", fix: "Sign in.", code: "sign-in-missing" },
    { id: "rights", area: "rights", status: "unknown", what: "Not known.", fix: "" },
  ],
  requests: { tenant: { reads: 1, writes: 0 }, target: { reads: 0, writes: 0 } },
  errors: [],
  durationMs: 900,
};

/** A command that failed before it knew more. */
export const EARLY_FAILURE: FailureDocument = {
  formatVersion: "1.0",
  outcome: "failed",
  steps: [],
  errors: [{ code: "okta-sign-in", message: "Okta refused the token.", fix: "Use another one." }],
};
