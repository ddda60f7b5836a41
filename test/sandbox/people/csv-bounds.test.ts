import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { readPeopleFile } from "../../../src/sandbox/people/people-file.js";

const HEADER = "userName,title,groups\n";
const LONG = "x".repeat(50 * 1024 * 1024);

describe("a record that no person has is refused with its line, before it is parsed", () => {
  test.each([
    ["a line of 50 MB", `${HEADER}ada,a,b\nben,${LONG},b\n`, 3],
    ["a header of 50 MB", LONG, 1],
    ["50 MB of fields", `${HEADER}${"a,".repeat(25 * 1024 * 1024)}`, 2],
    ["a quotation mark that is never closed", `${HEADER}ada,"a,b\n${"ben,a,b\n".repeat(6 * 1024 * 1024)}`, 2],
  ])("%s", (_what, text, line) => {
    const read = (): unknown => readPeopleFile(Buffer.from(text), "people.csv");
    expect(read).toThrow(SetupError);
    expect(read).toThrow(`people.csv:${String(line)}: the record that begins here is longer than 1 MB`);
  });

  test("but not somebody in 10,000 groups, or a value over several lines", () => {
    const groups = Array.from({ length: 10_000 }, (_item, index) => `Group of number ${String(index)}`);
    const { people } = readPeopleFile(
      Buffer.from(`${HEADER}ada,"a\nb ""c""\n",${groups.join(";")}\n`),
      "people.csv",
    ).directory;
    expect(people[0]?.groups).toHaveLength(10_000);
  });
});
