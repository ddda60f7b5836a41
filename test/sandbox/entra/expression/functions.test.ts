import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import { evaluateExpression, type SourceValue } from "../../../../src/sandbox/entra/expression/evaluate.js";
import { evaluate, open, value } from "./person.js";

describe("texts", () => {
  test.each<[string, SourceValue]>([
    ['Append([userPrincipalName], ".test")', "Ada.Lovelace@northwind.example.test"],
    ['Prepend("x-", [givenName])', "x-Ada"],
    ["Append(Mid([givenName], 1, 2), Mid([surname], 1, 50))", "AdLovelace"],
    ["Mid([surname], 5, 3)", "lac"],
    ["Mid([jobTitle], 1, 3)", undefined],
    ["Left([surname], 4)", "Love"],
    ["Left([surname], 0)", ""],
    ["Left([surname], -1)", "Lovelace"],
    ["Left([jobTitle], 3)", ""],
    ["Right([surname], 4)", "lace"],
    ["Right([surname], 40)", "Lovelace"],
    ["Right([surname], 0)", ""],
    ["Len([surname])", 8],
    ['PadLeft([flags], 6, "0")', "000512"],
    ['PadRight([flags], 2, "0")', "512"],
    ['StripSpaces(" a b  c ")', "abc"],
    ['Trim("  a b ")', "a b"],
    ['ToLower("ÀBΣ", "en-GB")', "àbσ"],
    ['ToUpper("straße ı")', "STRAßE ı"],
    ["ToLower([department])", undefined],
    ["ToUpper([one])", "ONLY"],
    ['PCase("PABLO GONSALVES (SECOND)")', "Pablo Gonsalves (Second)"],
    ['PCase("PINTO-DE\'SILVA", " \'-")', "Pinto-De'Silva"],
    ['NormalizeDiacritics("Zoë Ångström Łódź Straße Ærø")', "Zoe Angstrom Lodz Strasse AEroe"],
    ['NormalizeDiacritics("한글 Ωmega")', "한글 Ωmega"],
    ['ConvertToBase64("Hello world!")', "SABlAGwAbABvACAAdwBvAHIAbABkACEA"],
    ['ConvertToUTF8Hex("Hello world!")', "48656C6C6F20776F726C6421"],
    ["CStr([age])", "36"],
    ["CStr([IsSoftDeleted])", "False"],
    ["Redact([mail])", "ada@northwind.example"],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ['Append([jobTitle], "x")', /Append on an attribute without a value/],
    ['Prepend("x", [jobTitle])', /Prepend on an attribute without a value/],
    ["Mid([surname], 0, 3)", /Mid outside/],
    ["Mid([surname], 9, 1)", /Mid outside/],
    ['Mid([surname], "one", 1)', /Mid without a whole number for its second argument/],
    ["ToLower([proxyAddresses])", /ToLower on an attribute with several values/],
    ['ToUpper("i", "tr-TR")', /ToUpper with this culture/],
    ['PCase("O\'NEIL")', /PCase/],
    ['PCase("1st")', /PCase/],
    ['NormalizeDiacritics("Й")', /outside its table/],
    ['PadLeft("a", 5, "")', /PadLeft/],
    ['PadLeft("a", 1000000, "b")', /PadLeft/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });
});

describe("lists and numbers", () => {
  test.each<[string, SourceValue]>([
    ['Join(" ", [givenName], [surname])', "Ada Lovelace"],
    ['Join(" ", [jobTitle], [surname])', "Lovelace"],
    ['Join(", ", "", [surname], [givenName])', "Lovelace, Ada"],
    ['Join(" ", [jobTitle], [department])', undefined],
    ['Join("", 1000, [flags])', "1000512"],
    ['Join(";", [one], [proxyAddresses])', "only;SMTP:ada@x.example;smtp:al@x.example;SMTP:ada@x.example"],
    ['Split("PermissionSetOne, PermissionSetTwo", ",")', ["PermissionSetOne", "PermissionSetTwo"]],
    ['Split([jobTitle], ",")', undefined],
    ["Item([proxyAddresses], 2)", "smtp:al@x.example"],
    ["Item([jobTitle], 1)", undefined],
    ["Count([proxyAddresses])", 3],
    ["Count([mail])", 1],
    ["Count([jobTitle])", 0],
    ["RemoveDuplicates([proxyAddresses])", ["SMTP:ada@x.example", "smtp:al@x.example"]],
    ["AppRoleAssignmentsComplex([appRoleAssignments])", ["Admin", "Reader"]],
    ['Word("The quick brown fox", 3, " ")', "brown"],
    ['Word("This,string!has&many separators", 3, ",!&#")', "has"],
    ['Word("The quick", 3, " ")', ""],
    ['Word("The quick", 0, " ")', ""],
    ['Word([jobTitle], 1, " ")', ""],
    ['InStr("The quick brown fox", "quick")', 5],
    ['InStr("repEated", "e", 3, vbBinaryCompare)', 7],
    ['InStr("repEated", "e", 3, vbTextCompare)', 4],
    ['InStr("abc", "x")', 0],
    ["BitAnd(&HF, &HF7)", 7],
    ["BitAnd([flags], 512)", 512],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ["SingleAppRoleAssignment([appRoleAssignments])", /several roles/],
    ["AppRoleAssignmentsComplex([mail])", /anything but \[appRoleAssignments\]/],
    ["Item([proxyAddresses], 0)", /Item with an index beyond/],
    ["Item([proxyAddresses], 4)", /Item with an index beyond/],
    ['Split("a,,b", ",")', /empty parts/],
    ['Split("a", "")', /not one character/],
    ['Word("a,,b", 2, ",")', /delimiters in a row/],
    ['InStr("repEated", "e", 3)', /letter case/],
    ['InStr("a", "a", 0)', /InStr/],
    ['InStr("a", "a", 1, other)', /InStr with this comparison/],
    ['BitAnd("x", 1)', /BitAnd without a whole number for its first argument/],
    ["Join([jobTitle], [mail])", /Join without a value for its first argument/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });

  test.each<[readonly string[], SourceValue, SourceValue]>([
    [[], undefined, undefined],
    [["Admin"], "Admin", ["Admin"]],
    [['{"id":"1","value":"8","displayName":"Owner"}'], "Owner", ['{"id":"1","value":"8","displayName":"Owner"}']],
  ])("the roles %j are %j as a single one, %j as several", (roles, single, several) => {
    const answer = (name: string): unknown => evaluateExpression(`${name}([appRoleAssignments])`, () => roles);
    expect(answer("SingleAppRoleAssignment")).toEqual(value(single));
    expect(answer("AppRoleAssignments")).toEqual(value(several));
    expect(answer("AssertiveAppRoleAssignmentsComplex")).toEqual(value(several));
  });

  test("duplicates that differ in letter case only are not guessed about", () => {
    expect(evaluateExpression("RemoveDuplicates([x])", () => ["a", "A"])).toEqual(open(/letter case/));
  });

  property.prop([fc.array(fc.option(fc.string(), { nil: undefined }), { minLength: 1, maxLength: 5 })])(
    "Join puts a separator between the values that are there and nowhere else",
    (parts) => {
      const names = parts.map((_, index) => `[a${String(index)}]`);
      const there = parts.filter((part) => part !== undefined && part !== "");
      expect(evaluateExpression(`Join("|", ${names.join(", ")})`, (name) => parts[Number(name.slice(1))])).toEqual(
        value(there.length === 0 ? undefined : there.join("|")),
      );
    },
  );
});

describe("Replace", () => {
  test.each<[string, SourceValue]>([
    ['Replace([mail], "@northwind.example", , ,"", ,)', "ada"],
    ['Replace("a.b.c", ".", , , "$&")', "a$&b$&c"],
    ['Replace([givenName], "ada", , , "x", , )', "Ada"],
    ['Replace([givenName], "<user>", , , , , "<user>@x.example, <user>")', "Ada@x.example, Ada"],
    ['Replace([telephoneNumber], , "\\\\+(?<isd>\\\\d* )(?<number>\\\\d{10})", , "${number}", , )', "1234567890"],
    ['Replace("+1 (999) 888-7777", , "[()\\\\s-]+", , "", , )', "+19998887777"],
    ['Replace("545 Tremont Street", , "(?<nr>^\\\\d*)", "nr", "888", , )', "888 Tremont Street"],
    ['Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )', "Ada.Lovelace"],
    ['Replace("a1b2", , "[a-z](?<digit>\\\\d)", "digit", "#", , )', "a#b#"],
    ['Replace("aXb", , "(x)|X(b)", , "[$2$9$$]", , )', "a[b$9$]"],
    ['Replace([blank], , "(?<n>\\\\d{10})", "n", , [telephoneNumber], )', "1234567890"],
    ['Replace([flags], , "(?<n>\\\\d{10})", "n", , [telephoneNumber], )', "512"],
    ['Replace([blank], , "(?<n>z)", "n", , [telephoneNumber], )', undefined],
    ['Replace([blank], , "(?<n>z)", "n", , [jobTitle], )', undefined],
    ['Replace("john_doe72", , "[a-zA-Z_]*", , "", , )', "72"],
    ['Replace([jobTitle], "a", , , "b", , )', undefined],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ['Replace([mail], "a", "b", , "c", , )', /this combination of arguments/],
    ['Replace([mail], , , , "c", , )', /this combination of arguments/],
    ['Replace([mail], "", , , "c", , )', /an empty text/],
    ['Replace([mail], "a", , , [jobTitle], , )', /without a value for its fifth argument/],
    ['Replace([mail], , "(?i)ADA", , "", , )', /\.NET/],
    ['Replace([mail], , "[a-z-[d]]", , "", , )', /\.NET/],
    ['Replace([mail], , "(", , "", , )', /\.NET/],
    ['Replace("Zoë", , "\\\\w", , "", , )', /\.NET/],
    ['Replace("a", , "(?<n>a)(b)?", , "$1", , )', /\.NET/],
    ['Replace("a", , "a", , "$_", , )', /\.NET/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });
});

describe("dates", () => {
  test.each<[string, SourceValue]>([
    ['CDate("12/31/2020")', "12/31/2020 12:00:00 AM"],
    ['CDate("2020-12-31 23:59:59.9999999+01:30")', "12/31/2020 10:29:59 PM"],
    ['CDate("2/29/2024 12:05 am")', "2/29/2024 12:05:00 AM"],
    ["CDate([jobTitle])", undefined],
    ["CDate([blank])", undefined],
    ['DateAdd("m", 1, "2023-01-31")', "2/28/2023 12:00:00 AM"],
    ['DateAdd("yyyy", -1, "2024-02-29T10:00")', "2/28/2023 10:00:00 AM"],
    ['DateAdd("m", -14, "1969-05-01 01:00")', "3/1/1968 1:00:00 AM"],
    ['DateAdd("h", 36, CDate("2021-06-30"))', "7/1/2021 12:00:00 PM"],
    ['DateAdd("d", 1, [jobTitle])', undefined],
    ['DateDiff("yyyy", "2020-12-31", "2021-01-01")', 1],
    ['DateDiff("m", "2021-01-31", "2020-12-01")', -1],
    ['DateDiff("ww", "2021-08-21", "2021-08-22")', 1],
    ['DateDiff("d", "2021-08-22", "2021-08-21T00:00:01")', 0],
    ['DateDiff("d", [jobTitle], "2021-08-21")', undefined],
    ['FormatDateTime(DateFromNum("0"), "M/d/yyyy h:mm:ss tt", "yyyy")', "1601"],
    ["DateFromNum([jobTitle])", undefined],
    ['NumFromDate("1601-01-01T00:00:01Z")', "10000000"],
    ["NumFromDate([jobTitle])", undefined],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ['CDate("31.12.2020")', /CDate on a date in this form/],
    ['CDate("2021-02-30")', /CDate on a date in this form/],
    ['CDate("1/1/2020 13:00 PM")', /CDate on a date in this form/],
    ['DateAdd("yyyy", 9000, "2020-01-01")', /years 100 to 9999/],
    ['DateFromNum("x")', /DateFromNum without a whole number/],
    ['NumFromDate("1600-12-31")', /before 1601/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });

  test("an interval that the reference does not list is invalid", () => {
    const reason = 'DateDiff has no interval "w"';
    expect(evaluate('DateDiff("w", "2021-08-21", "2021-08-22")')).toEqual({ kind: "invalid", reason });
  });

  property.prop([fc.date({ min: new Date("1700-01-01"), max: new Date("2900-01-01"), noInvalidDate: true })])(
    "survive the way to a number and back, and are a day apart after DateAdd",
    (date) => {
      const written = date.toISOString();
      expect(evaluate(`DateFromNum(NumFromDate("${written}"))`)).toEqual(evaluate(`CDate("${written}")`));
      expect(evaluate(`DateDiff("h", "${written}", DateAdd("d", 2, "${written.slice(0, 19)}Z"))`)).toEqual(
        value(date.getUTCMilliseconds() === 0 ? 48 : 47),
      );
    },
  );
});

describe("FormatDateTime", () => {
  test.each<[string, SourceValue]>([
    ['FormatDateTime([hired], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")', "2015-01-23"],
    ['FormatDateTime([hired], "yyyyMMddHHmmss.fZ", "d/M/yyyy h:mm:ss tt")', "23/1/2015 10:53:47 AM"],
    ['FormatDateTime("2020-12-31-08:00", , "yyyy-MM-ddzzz", "yyyy-MM-dd")', "2020-12-31"],
    ['FormatDateTime(" 7/4/2021 12:05:09 am", , "M/d/yyyy hh:mm:ss tt", "yyyyMMddHHmmssff")', "2021070400050900"],
    ['FormatDateTime([jobTitle], , "yyyy-MM-dd", "yyyyMMdd")', undefined],
  ])("%s is %j", (text, expected) => {
    expect(evaluate(text)).toEqual(value(expected));
  });

  test.each([
    ['FormatDateTime([hired], "AssumeUniversal", "yyyy-MM-dd", "yyyy")', /styles/],
    ['FormatDateTime([hired], , "yyyy-MM-dd", "yyyyMMdd")', /not in its input format/],
    ['FormatDateTime("2021-02-30", , "yyyy-MM-dd", "yyyyMMdd")', /does not exist/],
    ['FormatDateTime("2021", , "yyyy", "yyyyMMdd")', /(such a format|whole date)/],
    ['FormatDateTime("2021-02", , "yyyy-MM", "yyyyMMdd")', /whole date/],
    ['FormatDateTime("2021-02-03", , "yyyy-MM-dd", "d")', /this format/],
    ['FormatDateTime("2021-02-03", , "yyyy-MM-dd", "dd MMM yyyy")', /this format/],
    ['FormatDateTime("2020-12-31+08:00", , "yyyy-MM-ddzzz", "yyyy-MM-dd")', /across time zones/],
    ['FormatDateTime("2020-12-31", , "yyyy-MM-dd", "yyyy-MM-ddzzz")', /time zone in its output/],
  ])("%s is not guessed", (text, what) => {
    expect(evaluate(text)).toEqual(open(what));
  });
});
