import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { SetupError } from "../../../src/base/errors.js";
import { readPeopleFile } from "../../../src/sandbox/people/people-file.js";
import type { Directory } from "../../../src/sandbox/people/person.js";

function readText(text: string, file = "people.csv"): Directory {
  return readPeopleFile(Buffer.from(text, "utf8"), file).directory;
}

function failure(text: string): SetupError {
  try {
    readText(text);
  } catch (error) {
    if (error instanceof SetupError) return error;
    throw error;
  }
  throw new Error("this CSV was accepted");
}

describe("a CSV of people", () => {
  test("is read as it stands: columns in any order, BOM, CRLF, quotes, empty lines, several groups", () => {
    const text =
      '\uFEFFgroups,active,userName,familyName,displayName\r\n"A; B;A",TRUE,o\'neill@x.example,"O\'Neill, ""Si""","two\r\nlines"\r\n\r\n;,False,田中@x.example,,\r\n';
    expect(readText(text)).toEqual({
      people: [
        {
          userName: "o'neill@x.example",
          familyName: 'O\'Neill, "Si"',
          displayName: "two\r\nlines",
          active: true,
          groups: ["A", "B"],
        },
        { userName: "田中@x.example", active: false, groups: [] },
      ],
      groups: ["A", "B"],
    });
  });

  test("needs nothing but userName, and invents nothing", () => {
    expect(readText("userName\nada\n").people).toEqual([{ userName: "ada", active: true, groups: [] }]);
  });

  test.each([
    ["an empty file", "", "people-csv-empty", "people.csv: the file is empty"],
    ["only a BOM", "\uFEFF", "people-csv-empty", "people.csv: the file is empty"],
    ["a header alone", "userName,email\r\n", "people-csv-no-people", "the file has a header but no users"],
    [
      "no userName column",
      "name,surname\na,b\n",
      "people-csv-no-user-name",
      'people.csv:1: no column has the sign-in names; the columns are "name", "surname"',
    ],
    ["a column twice", "userName,email,email\na,b,c\n", "people-csv-duplicate-column", "people.csv:1:16: "],
    [
      "an empty userName",
      "email,userName\nx@y,a\nz@y, \n",
      "people-csv-empty-user-name",
      "people.csv:3:5: userName is empty",
    ],
    [
      "the same userName in another case",
      "userName\nAda\nbob\nada\n",
      "people-csv-duplicate-user",
      'people.csv:4:1: userName "ada" is already used in line 2',
    ],
    [
      "a quote that is never closed",
      'userName,email\na,b\nc,"d\ne,f\n',
      "people-csv-broken-quote",
      "people.csv:3:3: a double quote is opened here and never closed",
    ],
    ["a quote inside a value", 'userName,email\na,b"c\n', "people-csv-broken-quote", "people.csv:2:3: "],
    ["text after a closing quote", 'userName,email\n"a"b,c\n', "people-csv-broken-quote", "people.csv:2:1: "],
    [
      "too many fields",
      "userName,email\n\na,b,c\n",
      "people-csv-wrong-field-count",
      "people.csv:3: this line has 3 values, the header has 2",
    ],
    [
      "too few fields",
      "userName,email\na\n",
      "people-csv-wrong-field-count",
      "people.csv:2: this line has 1 value, the header has 2",
    ],
    ["a strange active", "userName,active\na,maybe\n", "people-csv-bad-active", 'people.csv:2:3: active is "maybe"'],
    [
      "a mistake after a quoted line break (CRLF)",
      'userName,title,active\r\na,"x\r\ny",true\r\nb,t,perhaps\r\n',
      "people-csv-bad-active",
      "people.csv:4:5: ",
    ],
  ])("with %s is refused with its place", (_name, text, code, what) => {
    const error = failure(text);
    expect({ code: error.code, exitCode: error.exitCode }).toEqual({ code, exitCode: 64 });
    expect(error.what).toContain(what);
    expect(error.fix.join("")).not.toBe("");
  });

  test.each([
    ["usrName\na\n", 'If "usrName" is the column with the sign-in names, rename it to userName.'],
    ["givenName,mail\na,b\n", 'If "mail" has the sign-in names, rename it to userName.'],
    [
      "userName|email\na|b\n",
      "Separate the values with commas, semicolons or tabs, or make this the first line: sep=|",
    ],
    [
      '"userName,email"\n"a,b"\n',
      "Each line is one value in quotes. Split it (in Excel: Data > Text to Columns) and save the file again.",
    ],
  ])("without sign-in names is told what to do: %j", (text, fix) => {
    const error = failure(text);
    expect(error.code).toBe("people-csv-no-user-name");
    expect(error.fix[0]).toBe(fix);
    expect(error.fix.at(-1)).toContain("login, userPrincipalName, Email Address");
  });

  test("never takes a family name for a sign-in name", () => {
    expect(failure("surname,firstname,state\na,b,c\n").fix).toHaveLength(1);
  });

  property.prop([
    fc.uniqueArray(
      fc.record({
        userName: fc.string({ minLength: 1 }).filter((name) => name.trim() !== "" && !name.startsWith("\uFEFF")),
        title: fc.string({ minLength: 1 }),
        active: fc.boolean(),
      }),
      { minLength: 1, maxLength: 20, selector: ({ userName }) => userName.trim().toLowerCase() },
    ),
  ])("gives back exactly what was written, whatever the values hold", (rows) => {
    const quoted = (value: string): string => `"${value.replaceAll('"', '""')}"`;
    const text = [
      "title,userName,active",
      ...rows.map((row) => `${quoted(row.title)},${quoted(row.userName)},${String(row.active)}`),
    ].join("\n");
    const { people } = readText(text);
    expect(people).toEqual(rows.map((row) => ({ ...row, groups: [] })));
  });

  property.prop([fc.string({ unit: "binary", maxLength: 200 })])(
    "that is anything at all gives people or a SetupError",
    (text) => {
      try {
        expect(readText(`userName,active\n${text}`).people.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toBeInstanceOf(SetupError);
      }
    },
  );
});
