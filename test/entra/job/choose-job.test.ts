import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import type { SynchronizationJob } from "../../../src/entra/api/schemas.js";
import { chooseJob } from "../../../src/entra/job/choose-job.js";

const APP = { id: "app-object-id", appId: "app-id", displayName: "TOTAL" };

function job(id: string, templateId?: string): SynchronizationJob {
  return { id, ...(templateId === undefined ? {} : { templateId }) };
}

function problemOf(jobs: readonly SynchronizationJob[]): SetupError {
  try {
    chooseJob(jobs, "scim", APP);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error("a job was chosen");
}

describe("an application's provisioning job", () => {
  test("is the one of exactly the template, wherever it stands in the list", () => {
    expect(chooseJob([], "scim", APP)).toBeUndefined();
    const scim = job("scim.7a1f.90bc", "scim");
    expect(chooseJob([scim], "scim", APP)).toBe(scim);
    expect(chooseJob([job("customappsso.7a1f.11", "customappssoOutDelta"), scim], "scim", APP)).toBe(scim);
  });

  test("is known by its id where the answer leaves the template out", () => {
    expect(chooseJob([job("scim.7a1f.90bc")], "scim", APP)?.id).toBe("scim.7a1f.90bc");
    expect(problemOf([job("slackOutDelta.7a1f.90bc")]).code).toBe("job-foreign");
  });

  test.each([
    ["job-ambiguous", [job("scim.1", "scim"), job("scim.2", "scim")], /scim\.1, scim\.2/],
    ["job-legacy", [job("customappsso.1", "customappsso")], /appends \/scim/],
    ["job-legacy", [job("customappssoOutDelta.1", "customappssoOutDelta")], /no longer supports it/],
    [
      "job-foreign",
      [job("slack.1", "slackOutDelta")],
      /slack\.1 \(slackOutDelta\).*all jobs of an application share its Tenant URL and token/,
    ],
    ["job-foreign", [job("scim.1", "scim"), job("slack.1", "slackOutDelta")], /slack\.1/],
  ])("stops with %s where a person must decide, and offers to leave the application alone", (code, jobs, said) => {
    const problem = problemOf(jobs);
    expect(problem).toMatchObject({ code, exitCode: 1, refused: true });
    expect(problem.message).toMatch(said);
    expect(problem.message).toContain('"TOTAL"');
    expect(problem.fix.join(" ")).toContain("--new-app");
  });
});
