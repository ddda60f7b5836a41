import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { readPeopleFile } from "../../../src/sandbox/people/people-file.js";
import { REFUSED } from "../../support/people-files-refused.js";
import { UNDERSTOOD } from "../../support/people-files-understood.js";

describe("a people file is understood:", () => {
  test.each(UNDERSTOOD)("%s", (_name, bytes, said, people) => {
    const file = readPeopleFile(bytes, "p.csv");
    expect(file.understood).toBe(`p.csv: ${said}`);
    expect(file.directory.people).toHaveLength(people.length);
    file.directory.people.forEach((person, index) => {
      expect(person).toMatchObject(people[index] ?? {});
    });
    // Beside our own columns everything else is what the table says, and nothing more.
    const complete = people.filter((person) => "groups" in person);
    complete.forEach((person) => {
      expect(file.directory.people).toContainEqual(person);
    });
    expect(JSON.stringify(file)).not.toMatch(/PW-|\*\*\*\*|private@/);
  });
});

describe("a people file is refused, with its place and what to do:", () => {
  test.each(REFUSED)("%s", (_name, bytes, code, what, fix) => {
    let error: unknown;
    try {
      readPeopleFile(bytes, "p.csv");
    } catch (thrown) {
      error = thrown;
    }
    if (!(error instanceof SetupError)) throw new Error("this file was accepted", { cause: error });
    expect({ code: error.code, exitCode: error.exitCode }).toEqual({ code: `people-csv-${code}`, exitCode: 64 });
    expect(error.what).toContain(`p.csv${what}`);
    expect(error.fix.join(" ")).toContain(fix);
    expect(error.what).not.toContain("PW-");
  });
});

test("the tables hold at least 25 files", () => {
  expect(UNDERSTOOD.length + REFUSED.length).toBeGreaterThanOrEqual(25);
});
