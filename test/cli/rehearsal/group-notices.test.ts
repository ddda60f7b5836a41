import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../support/run-cli.js";
import { runInProcess } from "../../support/run-in-process.js";
import { unwrapped } from "../../support/unwrapped.js";

const DRY_RUN = ["okta", "--dry-run", "--no-input", "--yes"];
const LIVE = "A live run uses TOTAL-Admin unless you add --group.";

test("a dry run with the template's example groups says which ones a live run uses, and otherwise does not", async () => {
  expect(unwrapped((await runInProcess(DRY_RUN)).stdout)).toContain(LIVE);
  expect(unwrapped((await runInProcess([...DRY_RUN, "--group", "TOTAL-Admin"])).stdout)).not.toContain("A live run");
});

test("users of a file who are in none of the run's groups are counted, and the first of them named", async () => {
  const file = join(temporaryFolder(), "people.csv");
  const others = Array.from(
    { length: 7 },
    (_, index) => `out${String(index)}@x.example,A,B,out${String(index)}@x.example,Crew`,
  );
  writeFileSync(
    file,
    [
      "userName,givenName,familyName,email,groups",
      "ada@x.example,Ada,L,ada@x.example,TOTAL-Admin;Crew",
      ...others,
    ].join("\n"),
  );
  const text = unwrapped((await runInProcess([...DRY_RUN, "--people", file])).stdout);
  expect(text).toContain(
    "7 users are in none of the run's groups, and not provisioned: out0@x.example, out1@x.example, out2@x.example, out3@x.example, out4@x.example and 2 more.",
  );
  expect(text).not.toContain("A live run");
});
