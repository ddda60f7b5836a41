import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { runCli } from "../../src/cli/program.js";
import { documentIn } from "../support/document.js";
import { encoded } from "../support/encoded.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess, testIo } from "../support/run-in-process.js";

const folder = temporaryFolder();
function file(name: string, bytes: Buffer): string {
  writeFileSync(join(folder, name), bytes);
  return join(folder, name);
}

const entraExport = file(
  "exportUsers.csv",
  encoded(
    [
      "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation",
      "ada@a.example,Ada Byron,Byron,ada@a.example,Ada,1,Member,Countess,R&D,True,GB",
      "zoe@a.example,Zoé Lefèvre,Lefèvre,zoe@a.example,Zoé,2,Member,,,True,FR",
      "ben@a.example,Ben Lee,Lee,ben@a.example,Ben,3,Member,,,False,GB",
    ].join("\r\n"),
    "UTF-8 with BOM",
  ),
);
const googleExport = file(
  "User_Download.csv",
  encoded(
    [
      "First Name [Required];Last Name [Required];Email Address [Required];Password [Required];Org Unit Path [Required];Status [READ ONLY]",
      "Ada;Byron;ada@a.example;pw-of-ada;/;Active",
      "Zoé;Lefèvre;zoe@a.example;pw-of-zoe;/;Active",
      "Ben;Lee;ben@a.example;pw-of-ben;/;Suspended",
    ].join("\r\n"),
    "Windows-1252",
  ),
);

describe.each(["okta", "entra"])("a dry run of %s with an export without groups", (idp) => {
  test.each([
    ["Entra's", entraExport, 'userName from "userPrincipalName"', "UTF-8"],
    ["Google's, saved by Excel", googleExport, 'userName and email from "Email Address [Required]"', "Windows-1252"],
  ])("puts everybody into the groups that are pushed, and proves it: %s", async (_name, path, from, encoding) => {
    const args = [idp, "--dry-run", "--json", "--yes", "--no-input", "--people", path];
    const { code, stdout, stderr } = await runInProcess([...args, "--group", "TOTAL-Admin"]);
    expect(code).toBe(0);
    const { outcome, proof } = documentIn(stdout);
    expect(outcome).toBe("applied");
    expect(proof?.users).toMatchObject({ expected: 2, found: 2, notExpected: [{ name: "ben@a.example" }] });
    expect(proof?.memberships).toMatchObject({ expected: 2, found: 2 });
    const told = stderr.replace(/\s+/g, " ");
    expect(told).toContain(`${path}: 3 users; `);
    expect(told).toContain(encoding);
    expect(told).toContain(from);
    expect(told).toContain('it has no groups column, so all users are put in "TOTAL-Admin".');
    expect(stdout + stderr).not.toContain("pw-of");
  });
});

test("a file with a column of groups keeps everybody where the file puts them", async () => {
  const path = file(
    "own.csv",
    Buffer.from(
      "login;firstName;lastName;email;groups\nada@a.example;Ada;Byron;ada@a.example;TOTAL-Admin\nben@a.example;Ben;Lee;ben@a.example;\n",
    ),
  );
  const { code, stdout, stderr } = await runInProcess(["okta", "--dry-run", "--json", "--yes", "--people", path]);
  expect(code).toBe(0);
  expect(documentIn(stdout).proof?.users).toMatchObject({ expected: 1, found: 1, notExpected: [] });
  expect(stderr).not.toContain("everybody is put");
});

test("a sandbox of its own says how the file was understood beside its ready line", async () => {
  const { io, written } = testIo(["sandbox", "entra", "--json", "--no-target", "--people", entraExport]);
  const code = await runCli({
    ...io,
    onInterrupt: (handler) => {
      setImmediate(handler);
      return () => undefined;
    },
  });
  expect(code).toBe(0);
  expect(JSON.parse(written.stdout)).toMatchObject({ ready: true });
  expect(written.stderr).toContain(`${entraExport}: 3 users; commas, UTF-8; userName from "userPrincipalName"`);
  expect(written.stderr).toContain("it has no groups column, so no users are in a group.");
});
