import { expect, test } from "vitest";
import { entraIdp } from "../../src/cli/tenants/entra-idp.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import type { SetupDocument } from "../support/document.js";
import { dialect, type Dialect } from "../support/refusal-sweep.js";

/** What is on a screen of any width, as one line. */
function flat(text: string): string {
  return text.replace(/\s+/g, " ");
}

function warningsIn(document: SetupDocument): string[] {
  return [...document.steps.flatMap(({ warnings }) => warnings), ...document.warnings].map(({ message }) =>
    flat(message),
  );
}

const TOTAL_OKTA = { idp: oktaIdp, template: "total/okta", group: "TOTAL-Admin", writes: [] };
const TOTAL_ENTRA = { idp: entraIdp, template: "total/entra", group: "TOTAL-Admin", writes: [] };

test.each<readonly [string, () => Promise<Dialect>]>([
  ["Okta", () => dialect("Okta", TOTAL_OKTA)],
  ["Entra", () => dialect("Entra", TOTAL_ENTRA)],
])("every warning of the document is on the screen once, those found after the writes too: %s", async (_idp, open) => {
  const { run } = await open();
  const { code, document, stderr } = await run({ refuses: { method: "POST", resource: "Users", with: 400 } });
  expect(code).toBe(5);
  const warnings = warningsIn(document);
  expect(warnings.some((message) => message.includes("the vendor does not do that"))).toBe(true);
  const screen = flat(stderr);
  for (const message of new Set(warnings)) {
    // Warnings of one cause are one on the screen, which names all users and groups behind it.
    const [, who = "", cause = message] = screen.includes(message) ? [] : (/^([^:]+): (.*)$/.exec(message) ?? []);
    expect([message, screen.split(cause).length - 1, screen.includes(who)]).toEqual([message, 1, true]);
  }
});

test("a target that shows members nowhere is unproven, unless that is accepted; the headline says what was not checked", async () => {
  const { run } = await dialect("Okta", TOTAL_OKTA);
  const hidden = { members: "never-shown" } as const;
  const strict = await run(hidden);
  expect([strict.code, strict.document.outcome]).toEqual([5, "unproven"]);
  expect(strict.document.proof?.memberships).toMatchObject({ expected: 2, found: 0, unchecked: 2, wrong: [] });
  expect(strict.stderr).toContain("--allow-unchecked memberships");

  const accepted = await run(hidden, ["--allow-unchecked", "memberships"]);
  expect([accepted.code, accepted.document.outcome]).toEqual([0, "applied"]);
  expect(flat(accepted.stderr)).toContain("2 group memberships were not checked");
  expect(accepted.stderr).not.toContain("Done");

  const refused = await run({ ...hidden, refuses: { method: "PUT", resource: "Groups", with: 405 } }, [
    "--allow-unchecked",
    "memberships",
  ]);
  expect(refused.code).toBe(5);
});

test("nobody expected is warned of and no proof, unless that is accepted", async () => {
  const { run } = await dialect("Okta", { ...TOTAL_OKTA, csv: "userName,groups\nada,TOTAL-Admin\n" });
  const strict = await run({});
  expect([strict.code, strict.document.outcome]).toEqual([5, "unproven"]);
  expect(strict.document.warnings).toMatchObject([{ code: "nobody-expected" }]);
  const accepted = await run({}, ["--allow-unchecked", "users"]);
  expect([accepted.code, accepted.document.outcome]).toEqual([0, "applied"]);
  expect(accepted.stderr).not.toContain("Done");
});
