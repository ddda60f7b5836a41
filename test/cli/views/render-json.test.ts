import { expect, test } from "vitest";
import { examinationJson } from "../../../src/cli/views/render-doctor.js";
import { jsonDocument } from "../../../src/cli/views/render-json.js";
import { EXAMINED, RUN } from "./examples.js";

const wrong = (name: string) => ({
  name,
  id: `id of ${name}`,
  state: "value",
  path: `path of ${name}`,
  expected: `${name}'s`,
  actual: 0,
  reason: `reason of ${name}`,
});

test("the document of a run has each value in its own place", () => {
  const document = jsonDocument(RUN);
  expect(document).toStrictEqual({
    formatVersion: "1.0",
    command: "okta",
    mode: "verify",
    template: "total/okta",
    startedAt: "2026-11-30T08:00:00.000Z",
    version: "1.2.3",
    vendor: "TruU TOTAL",
    guide: "chapter 3",
    tenant: {
      idp: "okta",
      url: "https://acme.okta.example",
      id: "00o1",
      name: "Acme",
      signedInAs: "admin@acme.example",
      sandbox: true,
    },
    outcome: "unproven",
    steps: [
      {
        id: "create-app",
        guide: "3.1",
        title: "Create the app",
        status: "pending",
        changes: [
          {
            action: "update",
            resource: { type: "app", id: "0oa1", name: "TOTAL" },
            fields: [
              { path: "label", before: "label before", after: "label after" },
              { path: "settings", before: { notes: null }, after: null, knownAfterApply: true },
            ],
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
          startedAt: "2026-11-30T08:01:00.000Z",
          endedAt: "2026-11-30T08:02:00.000Z",
        },
        notes: ["what no step can do"],
        warnings: [{ code: "app-look-alike", message: "message of the step", fix: "fix of the step" }],
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
            mend: "by-hand",
            what: "title is another one",
            fix: "how to mend it",
            code: "app-name-differs",
          },
        ],
      },
    ],
    warnings: [{ code: "nobody-expected", message: "message of all", fix: "fix of all" }],
    proof: {
      users: { expected: 11, found: 10, wrong: [wrong("ada")], notExpected: [{ name: "bo", reason: "deactivated" }] },
      groups: { expected: 9, found: 8, wrong: [wrong("Admin")] },
      memberships: { expected: 7, found: 6, wrong: [wrong("ada in Admin")], unchecked: 5 },
      unchecked: ["what the server cannot be asked"],
      changes: {
        expected: 4,
        found: 3,
        wrong: [
          {
            change: "deactivation",
            ...wrong("faye"),
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
        made: [{ change: "attribute", name: "gil", path: "title", value: "Lead" }],
        notMade: [{ change: "membership", reason: "there are too few users" }],
      },
    },
    undo: [
      {
        key: "3f",
        step: "push-groups",
        resource: { type: "group-push-mapping", id: "gpm1", name: "Admin" },
        state: "unconfirmed",
        what: "it is deleted only when it is named",
        people: 12,
      },
    ],
    requests: {
      tenant: { reads: 21, writes: 22 },
      scim: { GET: 23, POST: 24, PUT: 25, PATCH: 26, DELETE: 27 },
      target: { reads: 28, writes: 29 },
      live: { reads: 30, writes: 31, signIn: 32 },
    },
    people: [
      { name: "dee", arrives: true, doubts: ["a long title"], payload: { userName: "dee" } },
      { name: "eve", arrives: false, reason: "in no group" },
    ],
    preview: [
      {
        person: "dee",
        requests: [{ method: "POST", path: "/scim/v2/Users", body: { userName: "dee" }, otherMembers: 3 }],
        values: [{ path: "userName", value: "dee", source: "user.login" }],
      },
      { person: "eve", reason: "nothing is sent", requests: [], values: [] },
    ],
    savedPlan: { file: "plan.json", digest: `sha256:${"0".repeat(64)}` },
    errors: ["target-unreachable", "read-back-differs"].map((code) => ({
      code,
      message: expect.stringContaining(`what of ${code}`) as string,
      fix: `fix of ${code} and another`,
      requestId: `request of ${code}`,
    })),
    notSimulated: ["expressions"],
    cleanup: {
      target: "https://scim.example",
      removed: [{ type: "person", name: "cy", id: "id of cy" }],
      left: [{ type: "group", name: "Sales", id: "id of Sales", reason: "DELETE was refused" }],
    },
    durationMs: 41,
    simulatedMs: 42.5,
  });
});

test("the document of doctor has each value in its own place", () => {
  expect(examinationJson(EXAMINED)).toStrictEqual({
    formatVersion: "1.0",
    command: "entra",
    mode: "doctor",
    template: "total/entra",
    startedAt: "2026-11-29T08:00:00.000Z",
    version: "3.2.1",
    vendor: "the vendor",
    guide: "chapter 4",
    tenant: { idp: "entra", url: "https://graph.example", id: "t1", name: "Acme", signedInAs: "admin@acme.example" },
    outcome: "failed",
    checks: [
      { id: "node", area: "machine", status: "ok", what: "Node.js is new enough.", fix: "" },
      { id: "clock", area: "machine", status: "warning", what: "The clock is slow.", fix: "Set it. Look again." },
      {
        id: "right",
        area: "rights",
        status: "failed",
        what: "A right.",
        fix: "Ask.",
        exitCode: 4,
        code: "access-missing",
      },
    ],
    requests: { tenant: { reads: 51, writes: 52 }, target: { reads: 53, writes: 0 } },
    errors: [],
    durationMs: 54,
  });
});
