import { describe, expect, test } from "vitest";
import { documentIn } from "../support/document.js";
import { runInProcess } from "../support/run-in-process.js";

const DRY_RUN = ["okta", "--dry-run", "--yes", "--no-input", "--json"];

describe("--fault", () => {
  test("lets the requests it names go wrong, and the dry run ends well all the same", async () => {
    const plain = documentIn((await runInProcess(DRY_RUN)).stdout);
    const faults = ["--fault", "429@3", "--fault", "reset-after@write:1", "--fault", "silence-before@9"];
    const { code, stdout } = await runInProcess([...DRY_RUN, ...faults]);
    const document = documentIn(stdout);
    expect(code).toBe(0);
    expect(document.outcome).toBe("applied");
    // Until the limit is reset, and until a search would show the app whose creation was never answered.
    expect(document.simulatedMs - plain.simulatedMs).toBeGreaterThan(45_000);
    expect(document.requests.tenant.writes).toBe(plain.requests.tenant.writes);
  });

  test("ends the dry run with the error a real run would end with", async () => {
    const { code, stdout } = await runInProcess([...DRY_RUN, "--fault", "half-json@4"]);
    expect(code).toBe(1);
    expect(documentIn(stdout).errors).toMatchObject([{ code: "okta-not-json" }]);
  });

  test.each([
    ["429", "for example 429@12"],
    ["429@0", "for example 429@12"],
    ["429@write:", "for example 429@12"],
    ["reset@2", 'Did you mean "reset-after" or "reset-before"?'],
    ["toString@2", "Faults: 429, 500, 502, 503"],
  ])("refuses %s and says what it takes", async (spec, said) => {
    const { code, stderr } = await runInProcess([...DRY_RUN, "--fault", spec]);
    expect(code).toBe(64);
    expect(stderr).toContain(said);
  });

  test("is refused for a real tenant", async () => {
    const { code, stderr } = await runInProcess(["okta", "--fault", "429@1", "--org-url", "https://acme.okta.com"]);
    expect(code).toBe(64);
    expect(stderr).toContain("--fault works only with --dry-run");
  });
});
