import { createHash } from "node:crypto";
import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { renderReport, type ReportableDocument } from "../../../src/cli/report/page.js";
import {
  APPLIED,
  COMPLETE,
  EARLY_FAILURE,
  EXAMINED_DOCUMENT,
  FAILED,
  hostileRun,
  HOSTILE_NAMES,
  largeRun,
  stepJson,
  UNPROVEN,
  wrong,
} from "../../support/report-documents.js";
import { RUN } from "../views/examples.js";
import { jsonDocument } from "../../../src/cli/views/render-json.js";

/** What a person reads: without tags, blanks as one. */
function textOf(page: string): string {
  return page
    .replace(/<style>.*?<\/style>/s, "")
    .replace(/<[^>]*>/g, " ")
    .replaceAll("&#39;", "'")
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&")
    .replace(/\s+/g, " ");
}

const read = (document: ReportableDocument): string => textOf(renderReport(document));

/** The tags of a page with their attributes' names, and what they contain left out. */
function tagsOf(page: string): string[] {
  return [...page.matchAll(/<(\/?[a-z][a-z0-9]*)((?:\s+[a-zA-Z:-]+(?:="[^"]*")?)*)\s*\/?>/g)].map(
    ([, tag = "", attributes = ""]) =>
      [tag, ...[...attributes.matchAll(/\s([a-zA-Z:-]+)=/g)].map(([, one]) => one)].join(" "),
  );
}

/** All that a page is made of. */
const PLAIN_TAGS = [
  ...["a", "bdi", "body", "br", "caption", "code", "dd", "details", "div", "dl", "dt", "footer", "h1", "h2", "h3"],
  ...["head", "html", "li", "main", "meta", "ol", "p", "rect", "section", "span", "style", "summary", "svg", "table"],
  ...["tbody", "td", "text", "th", "thead", "time", "title", "tr", "ul"],
];

describe("the report of a set-up", () => {
  const text = read(APPLIED);

  test("says what was done, where, by which account, with which guide, and how it ended", () => {
    for (const words of [
      "TruU TOTAL on Okta: Acme",
      "Done. All 19 expected users, 2 groups and 20 memberships are on the SCIM server.",
      "https://acme.okta.example",
      "Signed in as zoe@acme.example",
      'docs.truu.ai, "3. Create the SAML app"',
      "Started 2026-11-30 09:00:00 UTC",
      "Duration 2 min; the guide takes 30 to 45 minutes in the console",
    ])
      expect(text).toContain(words);
  });

  test("shows each change with its value before and after", () => {
    expect(text).toContain("Create app TOTAL (Provisioning)");
    expect(text).toMatch(/settings\.signOn\.ssoAcsUrl none https:\/\/total\.invalid\/saml\/acs/);
    expect(text).toMatch(/visibility\.hide\.web false true/);
    expect(text).toMatch(/id none known after apply/);
  });

  test("tells the manual step with its times, and not its secret", () => {
    expect(text).toContain(
      "Done from 2026-11-30 09:01:00 UTC to 2026-11-30 09:02:42 UTC (2 min; estimated: about 1 minute).",
    );
    expect(text).toContain("Provisioning > Integration > Edit");
    expect(text).toMatch(/Authorization secret, not in this report/);
  });

  test("tells who will not be provisioned, warnings, what is unchecked, and the requests", () => {
    for (const words of [
      "Users who will not be provisioned: 1 Deactivated in Okta (1) tobias@x.example",
      "3 users have no title. Add a title in Okta.",
      "The group looks like another. Check its name. Section 3.4",
      "Okta never shows the token.",
      "To the tenant 52 5",
      "To the SCIM server, for verification 11 0",
    ])
      expect(text).toContain(words);
  });
});

describe("the headline", () => {
  test.each<[string, Partial<typeof APPLIED>]>([
    ["Dry run complete. All 19 expected users", { mode: "dry-run" }],
    ["The configuration matches the guide.", { mode: "verify", outcome: "unchanged", proof: null }],
    [
      "Plan only: nothing was changed. The plan has 1 change, 1 manual step.",
      { mode: "plan", outcome: "changes-pending" },
    ],
    ["Plan only: nothing would change.", { mode: "plan", outcome: "unchanged", proof: null, steps: [] }],
    ["0 settings differ from the guide.", { mode: "verify", outcome: "changes-pending" }],
    ["A manual step remains.", { outcome: "console-pending" }],
    ["Not verified: the SCIM server could not be read.", { outcome: "unproven", proof: null }],
    ["Stopped before the end. 3 steps were applied", { outcome: "interrupted" }],
    ["All changes undone.", { mode: "undo", undo: [] }],
  ])("says: %s", (words, more) => {
    expect(read({ ...APPLIED, ...more })).toContain(words);
  });

  test("never says Done when something is unchecked, missing, or nobody was expected", () => {
    const { users, groups, memberships } = COMPLETE;
    for (const proof of [
      { ...COMPLETE, memberships: { ...memberships, found: 15, unchecked: 5 } },
      { ...COMPLETE, users: { ...users, found: 18, wrong: [wrong()] } },
      { ...COMPLETE, groups: { ...groups, found: 1 } },
      {
        ...COMPLETE,
        users: { ...users, expected: 0, found: 0 },
        memberships: { ...memberships, expected: 0, found: 0 },
      },
    ])
      for (const outcome of ["applied", "unchanged"] as const)
        expect(read({ ...APPLIED, outcome, proof })).not.toMatch(/Done\./);
  });

  test("of an unproven run counts what is not as expected, without what is on its way", () => {
    expect(read(UNPROVEN)).toContain(
      "Not verified: 4 users, 1 group and 1 membership are not as expected on the SCIM server.",
    );
    const waiting = { ...COMPLETE.users, found: 17, wrong: [wrong({ state: "waiting" }), wrong({ state: "waiting" })] };
    expect(read({ ...APPLIED, outcome: "arriving", proof: { ...COMPLETE, users: waiting } })).toContain(
      "2 users, groups or memberships are still on the way. Nothing is wrong so far.",
    );
  });
});

test("a manual step says when the run waited for it, and what is not done yet", () => {
  const manual = (
    status: "console" | "applied" | "pending" | "unchanged",
    times: object,
    missing?: string[],
  ): string => {
    const [, step = stepJson()] = APPLIED.steps;
    const {
      startedAt: _start,
      endedAt: _end,
      ...stop
    } = step.console ?? { url: "", clicks: [], fields: [], notes: [], minutes: 1 };
    const console = { ...stop, ...times, ...(missing === undefined ? {} : { missing }) };
    return read({ ...APPLIED, steps: [{ ...step, status, console }] });
  };
  const [startedAt, endedAt] = ["2026-11-30T09:00:00.000Z", "2026-11-30T09:03:00.000Z"];
  expect(manual("console", {})).toContain("To do: about 1 minute.");
  expect(manual("console", { startedAt, endedAt }, ["Push Groups is off"])).toMatch(
    /To do: about 1 minute\. The run waited from 2026-11-30 09:00:00 UTC +to 2026-11-30 09:03:00 UTC ?\..*Not yet visible in the tenant: Push Groups is off/,
  );
  expect(manual("console", { startedAt, endedAt: startedAt })).toContain("Checked at 2026-11-30 09:00:00 UTC");
  expect(manual("console", { startedAt })).toContain("the run ended before it was complete");
  expect(manual("applied", {})).toContain("Done (about 1 minute).");
  expect(manual("unchanged", {})).toContain("Nothing to do in this run");
});

describe("what is not as expected", () => {
  test("stands under its cause, with both values of one that differs", () => {
    const text = read(UNPROVEN);
    for (const words of [
      "Users missing (1) The SCIM server answered 400. ada@x.example",
      "Users present more than once (1)",
      "Users with a wrong value (1)",
      "cy@x.example Head Lead",
      "Users not expected (1)",
      "Users still on the way (1)",
      "Groups missing (1)",
      "Memberships 20 10 1 0 9",
      "The SCIM server shows no members.",
    ])
      expect(text).toContain(words);
  });

  test("is one cause for many where only the names differ", () => {
    const names = ["ada@x.example", "bo@x.example", "cy@x.example"];
    const users = { ...COMPLETE.users, wrong: names.map((name) => wrong({ name, reason: `${name} was refused.` })) };
    const text = read({ ...UNPROVEN, proof: { ...COMPLETE, users } });
    expect(text).toContain("Users missing (3) … was refused. ada@x.example , bo@x.example , cy@x.example");
  });

  test("of a failed run is its error, with what to do", () => {
    expect(read(FAILED)).toContain("Okta refused it. okta-refused Ask an administrator.");
    expect(read(FAILED)).toContain("Failed. No step was applied.");
  });
});

test("a run that failed before it began, and doctor, have a report too", () => {
  expect(read(EARLY_FAILURE)).toContain("Okta refused the token. okta-sign-in Use another one.");
  const text = read(EXAMINED_DOCUMENT);
  expect(text).toContain("Not ready: 1 check failed.");
  expect(text).toMatch(/Sign-in Status Check failed No sign-in\. sign-in-missing Sign in\./);
});

test("every kind of content of a document comes into the page", () => {
  const text = read(jsonDocument(RUN));
  for (const words of [
    "title is another one",
    "the guide's the tenant's",
    "It is deleted only when it is named",
    "kept: not confirmed",
    "in no group",
    "POST /scim/v2/Users",
    "user.login",
    "DELETE was refused",
    "expressions",
    `sha256:${"0".repeat(64)}`,
    "what of read-back-differs",
    "request of target-unreachable",
    "To the live tenant that was copied 30 31",
    "The simulated tenant sent 125 SCIM requests: 23 GET, 24 POST, 25 PUT, 26 PATCH, 27 DELETE.",
  ])
    expect(text).toContain(words);
});

describe("the page", () => {
  test("has no script, no other file, and a policy that forbids both, with the hash of its style", () => {
    const page = renderReport(hostileRun());
    const [, style = ""] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
    const hash = createHash("sha256").update(style).digest("base64");
    const none = "&#39;none&#39;";
    expect(page).toContain(
      `content="default-src ${none}; style-src &#39;sha256-${hash}&#39;; base-uri ${none}; form-action ${none}"`,
    );
    const tags = tagsOf(page).filter((tag) => !tag.startsWith("/"));
    expect(tags.map((tag) => tag.split(" ")[0] ?? "").filter((tag) => !PLAIN_TAGS.includes(tag))).toEqual([]);
    expect(tags.filter((tag) => / (?:src|style|on[a-z]+|xlink:href|srcset|action)\b/.test(tag))).toEqual([]);
    expect(style).not.toMatch(/url\(|@import/);
    expect(page).not.toMatch(/href="(?!https?:)/);
  });

  test("of 10,000 users and 50 groups is below 500 KB, and says where the rest is", () => {
    const page = renderReport(largeRun(10_000, 50));
    expect(Buffer.byteLength(page)).toBeLessThan(500_000);
    const text = textOf(page);
    expect(text).toContain("Users missing (10,000) Creating … was refused: no title.");
    expect(text).toContain("9,988 more");
    expect(text).toContain("the JSON document has all of them");
    expect(text).toContain("Users who will not be provisioned: 10,000");
  });

  test("is below 500 KB for whatever names a directory has", () => {
    const many = Array.from({ length: 400 }, (_, index) => `${String(index)}${"&<".repeat(6_000)}`);
    expect(Buffer.byteLength(renderReport(hostileRun(many)))).toBeLessThan(500_000);
  });

  test("shows names that are long, turned around or broken, and nothing that hides", () => {
    const page = renderReport(hostileRun());
    expect(Buffer.from(page).toString()).toBe(page);
    expect(page.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
    expect(textOf(page)).toContain(`${"W".repeat(120)}… (10,000 characters)`);
    expect(textOf(page)).toContain("</style><script>alert(2)</script>");
  });

  test("has one h1, and no level of heading left out", () => {
    for (const document of [APPLIED, UNPROVEN, hostileRun(), EXAMINED_DOCUMENT, EARLY_FAILURE, jsonDocument(RUN)]) {
      const levels = [...renderReport(document).matchAll(/<h([1-6])/g)].map(([, level]) => Number(level));
      expect(levels.filter((level) => level === 1)).toEqual([1]);
      for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1);
    }
  });

  /** An address decides whether there is a link, and nothing else of a name does. */
  const tags = (name: string): string[] =>
    tagsOf(renderReport({ ...hostileRun([`x${name}`]), tenant: { ...APPLIED.tenant, name, signedInAs: name } }));
  const plain = tags("x");
  property.prop(
    [
      fc.oneof(
        fc.string({ unit: "binary" }),
        fc.string({ unit: "grapheme" }),
        fc.constantFrom(...HOSTILE_NAMES),
        fc
          .array(
            fc.constantFrom("<", ">", '"', "'", "&", "/", "=", "`", "script", "!--", "]]>", "onload", " ", "\u0000"),
          )
          .map((parts) => parts.join("")),
      ),
    ],
    { numRuns: 300 },
  )("has the same tags and attributes whatever the names are", (name) => {
    expect(tags(name)).toEqual(plain);
  });
});

test("a step with many changes says how many are left out", () => {
  const changes = Array.from({ length: 20 }, (_, index) => ({
    action: "create" as const,
    resource: { type: "group", name: `Group ${String(index)}` },
    fields: Array.from({ length: 60 }, (_each, at) => ({
      path: `p${String(at)}`,
      before: null,
      after: "v".repeat(5_000),
    })),
  }));
  const text = read({ ...APPLIED, steps: [stepJson({ changes })] });
  expect(text).toContain("and 20 more fields; the JSON document has all of them");
  expect(text).toMatch(/and \d+ more changes; the JSON document has all of them/);
});
