import { describe, expect, test } from "vitest";
import type { Typing } from "../../src/cli/run/rehearsal.js";
import { Secret } from "../../src/base/secret.js";
import { startTarget } from "../../src/scim-target/http.js";
import { documentIn, type SetupDocument } from "../support/document.js";
import { rehearseWith } from "../support/rehearse-with.js";
import { runCli } from "../support/run-cli.js";

/** What must make a run fail, does: otherwise a proof proves nothing. */
describe("a step's write that is left out", () => {
  const skip = async (step: string): Promise<{ readonly code: number | null; readonly document: SetupDocument }> => {
    const { code, stdout } = await runCli(["okta", "--dry-run", "--no-input", "--yes", "--json", "--skip", step]);
    return { code, document: documentIn(stdout) };
  };

  test("the assignment: nobody arrives, and the reason names it", async () => {
    const { code, document } = await skip("assign-groups");
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof?.users).toMatchObject({ expected: 19, found: 0 });
    for (const { state, reason } of document.proof?.users.wrong ?? [])
      expect([state, reason]).toEqual(["missing", expect.stringContaining("not assigned")]);
  });

  test("the push: no group arrives", async () => {
    const { code, document } = await skip("push-groups");
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof).toMatchObject({
      users: { found: 19 },
      groups: { expected: 2, found: 0 },
      memberships: { expected: 20, found: 0 },
    });
  });

  test("the connection: nobody arrives", async () => {
    const { code, document } = await skip("enable-scim");
    expect([code, document.outcome]).toEqual([5, "unproven"]);
    expect(document.proof?.users.wrong[0]?.reason).toContain("provisioning is off");
  });

  test("the app: the run ends at the first step that needs it", async () => {
    const { code, document } = await skip("create-app");
    expect([code, document.errors[0]?.code]).toEqual([1, "app-missing"]);
  });
});

describe("a mistake at the console", () => {
  const typed =
    (label: string, mistake: string | Secret): Typing =>
    (field, value) =>
      field.label === label ? mistake : value;

  test("a base URL where nothing answers is refused by the console, and the run says why", async () => {
    const { code, stdout } = await rehearseWith(typed("SCIM connector base URL", "http://127.0.0.1:9/scim/v2"));
    expect(code).toBe(1);
    expect(documentIn(stdout).errors[0]).toMatchObject({
      code: "console-refused",
      message: expect.stringContaining("Error authenticating") as string,
    });
  });

  test("the base URL of another target is unproven: everybody went elsewhere", async () => {
    const other = await startTarget({});
    const typing: Typing = (field, value) =>
      field.label === "SCIM connector base URL" ? other.baseUrl : field.label === "Authorization" ? other.token : value;
    const { code, stdout } = await rehearseWith(typing);
    await other.close();
    expect(code).toBe(5);
    const wrong = documentIn(stdout).proof?.users.wrong ?? [];
    expect(wrong).toHaveLength(19);
    expect(wrong[0]?.reason).toContain("base URL");
  });

  test("a wrong token is refused by the console", async () => {
    const { code, stdout } = await rehearseWith(typed("Authorization", new Secret("Bearer something")));
    expect([code, documentIn(stdout).errors[0]?.code]).toEqual([1, "console-refused"]);
    expect(stdout).not.toContain("something");
  });

  test("a forgotten check box leaves the manual step, and names it", async () => {
    const { code, stdout, stderr } = await rehearseWith(
      typed("Supported provisioning actions", "Push New Users, Push Profile Updates"),
    );
    expect(code).toBe(3);
    expect(documentIn(stdout).outcome).toBe("console-pending");
    expect(stderr).toContain("Still missing: Push Groups.");
  });
});
