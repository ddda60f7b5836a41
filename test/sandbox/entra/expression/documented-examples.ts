import type { SourceValue } from "../../../../src/sandbox/entra/expression/evaluate.js";

/** One documented example: the section of the reference, an expression, the source values that it reads, and its result. */
export type Example = readonly [
  section: string,
  expression: string,
  values: Readonly<Record<string, SourceValue>>,
  result: SourceValue | RegExp,
];

const ROLE = (value: string): string => `{"id":"4f1a","value":"${value}","displayName":"${value}"}`;
const HIRED = { hired: "2012-03-16-07:00" };
const NAME = { first: "Grace", last: "Hopper" };
const UPN = { userPrincipalName: "grace@northwind.example" };
const PHONE = String.raw`\\+(?<isd>\\d* )(?<number>\\d{10})`;
const ALIAS = (first: string): string =>
  `Join("@", NormalizeDiacritics(StripSpaces(Join(".", ${first}, [last]))), "northwind.example")`;
const TIME_ZONES =
  'Switch([state], "Australia/Sydney", "NSW", "Australia/Sydney", "QLD", "Australia/Brisbane", "SA", "Australia/Adelaide")';
const DIRECTORY_ID = "d05e47b1-3909-445a-ba5e-ca60cbc0e4b4";

/**
 * Every expression that Microsoft Learn, functions-for-customizing-application-data (2024-08-06 and later) prints, once for
 * each input that it prints with it, and every rule of its prose that has one result; names and values are ours where they
 * do not matter. Results of the role functions: customize-application-attributes. A pattern stands for what is new each time.
 */
export const EXAMPLES: readonly Example[] = [
  ["Append", 'Append([userPrincipalName], ".test")', UPN, "grace@northwind.example.test"],
  [
    "AppRoleAssignmentsComplex",
    "AppRoleAssignmentsComplex([appRoleAssignments])",
    { appRoleAssignments: [ROLE("Admin"), ROLE("User")] },
    [ROLE("Admin"), ROLE("User")],
  ],
  [
    "AssertiveAppRoleAssignmentsComplex",
    "AssertiveAppRoleAssignmentsComplex([appRoleAssignments])",
    { appRoleAssignments: [ROLE("User"), ROLE("Test")] },
    [ROLE("User"), ROLE("Test")],
  ],
  [
    "SingleAppRoleAssignment",
    "SingleAppRoleAssignment([appRoleAssignments])",
    { appRoleAssignments: [ROLE("Admin")] },
    "Admin",
  ],
  ["BitAnd", "BitAnd(&HF, &HF7)", {}, 7],
  ["CBool", "CBool([a] = [b])", { a: "one", b: "one" }, true],
  ["CBool", "CBool([a] = [b])", { a: "one", b: "two" }, false],
  ["CDate", "CDate([hired])", { hired: "2020-03-16-07:00" }, "3/16/2020 7:00:00 AM"],
  ["CDate", 'CDate("2021-06-30+08:00")', {}, "6/29/2021 4:00:00 PM"],
  ["CDate", 'CDate("2009-06-15T01:45:30-07:00")', {}, "6/15/2009 8:45:30 AM"],
  ["Coalesce", "Coalesce([mail], [userPrincipalName])", { mail: undefined, ...UPN }, "grace@northwind.example"],
  ["Coalesce", 'Coalesce([mail], [userPrincipalName], "none")', { mail: undefined, userPrincipalName: undefined }, "none"],
  ["Coalesce", "Coalesce([mail], [userPrincipalName])", { mail: undefined, userPrincipalName: undefined }, undefined],
  ["ConvertToBase64", 'ConvertToBase64("Hello world!")', {}, "SABlAGwAbABvACAAdwBvAHIAbABkACEA"],
  ["ConvertToUTF8Hex", 'ConvertToUTF8Hex("Hello world!")', {}, "48656C6C6F20776F726C6421"],
  ["Count", "Count([proxyAddresses])", { proxyAddresses: ["a@x.example", "b@x.example"] }, 2],
  ["CStr", "CStr([dn])", { dn: "cn=Grace,dc=northwind,dc=example" }, "cn=Grace,dc=northwind,dc=example"],
  ["DateAdd", 'DateAdd("d", 7, CDate([hired]))', HIRED, "3/23/2012 7:00:00 AM"],
  ["DateAdd", 'DateAdd("d", -10, CDate([hired]))', HIRED, "3/6/2012 7:00:00 AM"],
  ["DateAdd", 'DateAdd("ww", 2, CDate([hired]))', HIRED, "3/30/2012 7:00:00 AM"],
  ["DateAdd", 'DateAdd("m", 10, CDate([hired]))', HIRED, "1/16/2013 7:00:00 AM"],
  ["DateAdd", 'DateAdd("yyyy", 2, CDate([hired]))', HIRED, "3/16/2014 7:00:00 AM"],
  ["DateDiff", 'DateDiff("d", CDate("2021-08-18+08:00"), CDate("2021-08-31+08:00"))', {}, 13],
  ["DateDiff", 'DateDiff("d", "8/25/2021 5:41:18 PM", CDate([hired]))', HIRED, -3449],
  ["DateDiff", 'DateDiff("ww", "8/25/2021 5:41:18 PM", CDate([hired]))', HIRED, -493],
  ["DateDiff", 'DateDiff("m", "8/25/2021 5:41:18 PM", CDate([hired]))', HIRED, -113],
  ["DateDiff", 'DateDiff("yyyy", "8/25/2021 5:41:18 PM", CDate([hired]))', HIRED, -9],
  ["DateDiff", 'DateDiff("d", CDate("2021-08-31+08:00"), CDate("2021-08-31+08:00"))', {}, 0],
  ["DateDiff", 'DateDiff("h", CDate("2021-08-24"), CDate("2021-08-25"))', {}, 24],
  ["DateDiff", 'DateDiff("n", CDate("2021-08-24"), CDate("2021-08-25"))', {}, 1440],
  ["DateDiff", 'DateDiff("s", CDate("2021-08-24"), CDate("2021-08-25"))', {}, 86400],
  ["DateDiff", 'DateDiff("d", Now(), CDate([hired]))', { hired: "2021-07-05" }, 2],
  ...(
    [
      ["1", "2021-07-06", "True"],
      ["1", "2021-07-20", "False"],
      ["0", "2021-07-06", "False"],
    ] as const
  ).map(
    ([active, hired, result]): Example => [
      "DateDiff",
      'Switch([active], , "1", IIF(DateDiff("d", Now(), CDate([hired])) > 5, "False", "True"), "0", "False")',
      { active, hired },
      result,
    ],
  ),
  ["DateFromNum", "DateFromNum([lastLogon])", { lastLogon: "129699324000000000" }, "1/1/2012 11:00:00 PM"],
  ["DateFromNum", "DateFromNum(129699324000000000)", {}, "1/1/2012 11:00:00 PM"],
  [
    "FormatDateTime",
    'FormatDateTime([extensionAttribute1], , "yyyyMMddHHmmss.fZ", "yyyy-MM-dd")',
    { extensionAttribute1: "20150123105347.1Z" },
    "2015-01-23",
  ],
  ["Guid", "Guid()", {}, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/],
  ["IgnoreFlowIfNullOrEmpty", "IgnoreFlowIfNullOrEmpty([department])", { department: "" }, undefined],
  ["IgnoreFlowIfNullOrEmpty", "IgnoreFlowIfNullOrEmpty([department])", { department: undefined }, undefined],
  ["IgnoreFlowIfNullOrEmpty", "IgnoreFlowIfNullOrEmpty([department])", { department: "Sales" }, "Sales"],
  ...(
    [
      ["3444", "Prof."],
      ["9999", undefined],
    ] as const
  ).map(
    ([prefix, result]): Example => [
      "IgnoreFlowIfNullOrEmpty",
      'IgnoreFlowIfNullOrEmpty(Switch([prefix], "", "3443", "Dr.", "3444", "Prof.", "3445", "Prof. Dr."))',
      { prefix },
      result,
    ],
  ),
  ["IIF", 'IIF([country]="USA",[country],[department])', { country: "USA", department: "Sales" }, "USA"],
  ["IIF", 'IIF([country]="USA",[country],[department])', { country: "Peru", department: "Sales" }, "Sales"],
  ["IIF", 'IIF([country]="USA",IIF([state]="CA","True","False"),"False")', { country: "USA", state: "CA" }, "True"],
  ["IIF", 'IIF([country]="USA",IIF([state]="CA","True","False"),"False")', { country: "USA", state: "NY" }, "False"],
  ["IIF", 'IIF([country]="USA","True",IIF([state]="CA","True","False"))', { country: "Peru", state: "CA" }, "True"],
  ["IIF", 'IIF([country]="USA","True",IIF([state]="CA","True","False"))', { country: "Peru", state: "NY" }, "False"],
  ["IIF", 'Switch([country],[country],"","Other")', { country: undefined }, "Other"],
  ["IIF", 'Switch([country],[country],"","Other")', { country: "Peru" }, "Peru"],
  ["InStr", 'InStr("The quick brown fox","quick")', {}, 5],
  ["InStr", 'InStr("repEated","e",3,vbBinaryCompare)', {}, 7],
  ["IsNull", "IsNull([displayName])", { displayName: undefined }, true],
  ["IsNull", "IsNull([displayName])", { displayName: "Grace" }, false],
  ["IsNullOrEmpty", "IsNullOrEmpty([displayName])", { displayName: "" }, true],
  ["IsNullOrEmpty", "IsNullOrEmpty([displayName])", { displayName: undefined }, true],
  ["IsPresent", "IsPresent([displayName])", { displayName: "Grace" }, true],
  ["IsString", "IsString([displayName])", { displayName: "Grace" }, true],
  ["Item", "Item([proxyAddresses], 1)", { proxyAddresses: ["a@x.example", "b@x.example"] }, "a@x.example"],
  ["Join", 'Join("", [first], [last])', NAME, "GraceHopper"],
  ["Join", 'Join(";", [all])', { all: ["a", "b", "c"] }, "a;b;c"],
  ["Left", 'Left("John Doe", 3)', {}, "Joh"],
  ["Left", 'Left("John Doe", 0)', {}, ""],
  ["Left", 'Left("John Doe", -1)', {}, "John Doe"],
  ["Left", "Left([first], 3)", { first: undefined }, ""],
  ["Left", 'Left("Jo", 3)', {}, "Jo"],
  ["Mid", "Mid([first], 4, 20)", NAME, "ce"],
  ["NormalizeDiacritics", "NormalizeDiacritics([givenName])", { givenName: "Zoë" }, "Zoe"],
  ["Not", 'Not("True")', {}, false],
  ["Not", 'Not("False")', {}, true],
  ["Now", "Now()", {}, "7/2/2021 3:33:38 PM"],
  [
    "NumFromDate",
    'NumFromDate(Join("", FormatDateTime([ends], ,"yyyy-MM-ddzzz", "yyyy-MM-dd"), " 23:59:59-08:00"))',
    { ends: "2020-12-31-08:00" },
    "132539615990000000",
  ],
  [
    "NumFromDate",
    'NumFromDate(Join("",FormatDateTime([ends], ,"M/d/yyyy hh:mm:ss tt","yyyy-MM-dd")," 23:59:59-08:00"))',
    { ends: "12/31/2020 12:00:00 AM" },
    "132539615990000000",
  ],
  ["PCase", "PCase([first])", { first: "PABLO GONSALVES (SECOND)" }, "Pablo Gonsalves (Second)"],
  ["PCase", 'PCase([last]," \'-")', { last: "PINTO-DE'SILVA" }, "Pinto-De'Silva"],
  ["PCase", 'PCase(Join(" ",[first],[last]))', { first: "GREGORY", last: "JAMES" }, "Gregory James"],
  ["RandomString", "RandomString(6,3,0,0,3)", {}, /^(?=(?:\D*\d){3}\D*$)[0-9a-z]{6}$/],
  [
    "RandomString",
    'RandomString(10,2,2,2,1,"?,")',
    {},
    /^(?=(?:.*\d){2})(?=(?:.*[^0-9A-Za-z]){2})(?=(?:.*[A-Z]){2})(?=.*[a-z])[^?,]{10}$/,
  ],
  ["Redact", "Redact([userPrincipalName])", UPN, "grace@northwind.example"],
  ["Redact", 'Redact("kept out of the log")', {}, "kept out of the log"],
  ["Redact", "Redact(RandomString(6,3,0,0,3))", {}, /^[0-9a-z]{6}$/],
  ["RemoveDuplicates", "RemoveDuplicates([all])", { all: ["a", "b", "a"] }, ["a", "b"]],
  [
    "Replace",
    'Replace([title],"Product Developer", , , "Software Engineer", , )',
    { title: "Product Developer" },
    "Software Engineer",
  ],
  [
    "Replace",
    'Replace([id],"<username>", , , , , "<username>@northwind.example")',
    { id: "ghopper" },
    "ghopper@northwind.example",
  ],
  ["Replace", `Replace([phone], , "${PHONE}", , "\${number}", , )`, { phone: "+91 9998887777" }, "9998887777"],
  // The reference prints no plus sign in this result, but its pattern does not take the sign out.
  ["Replace", String.raw`Replace([mobile], , "[()\\s-]+", , "", , )`, { mobile: "+1 (999) 888-7777" }, "+19998887777"],
  [
    "Replace",
    String.raw`Replace([street], ,"(?<streetNumber>^\\d*)","streetNumber", "888", , )`,
    { street: "545 Tremont Street" },
    "888 Tremont Street",
  ],
  ["Replace", 'Replace([userPrincipalName], , "(?<Suffix>@(.)*)", "Suffix", "", , )', UPN, "grace"],
  [
    "Replace",
    `Replace([phone], , "${PHONE}", "number" , , [mobile], )`,
    { phone: "", mobile: "+91 8887779999" },
    "8887779999",
  ],
  ["Replace", 'Replace([mailNickname], , "[a-zA-Z_]*", , "", , )', { mailNickname: "john_doe72" }, "72"],
  ["Split", 'Split([extensionAttribute5], ",")', { extensionAttribute5: "SetOne, SetTwo" }, ["SetOne", "SetTwo"]],
  ["StripSpaces", 'StripSpaces(" a b  c ")', {}, "abc"],
  ...["True", "true", "TRUE"].map(
    (statusFlag): Example => [
      "Switch",
      'Switch(ToLower([statusFlag]), "0", "true", "1", "false", "0")',
      { statusFlag },
      "1",
    ],
  ),
  ["Switch", 'Switch([statusFlag], "Default Value", "true", "1", "", "0")', { statusFlag: "" }, "0"],
  ["Switch", 'IIF([c]="Company A", "A", IIF([c]="Company B", "B", "External"))', { c: "Company B" }, "B"],
  ["Switch", 'Switch([c], "External", "Company A", "A", "Company B", "B")', { c: "Company C" }, "External"],
  ["Switch", TIME_ZONES, { state: "QLD" }, "Australia/Brisbane"],
  ["Switch", TIME_ZONES, { state: "WA" }, "Australia/Sydney"],
  ["ToLower", `ToLower(${ALIAS("[first]")})`, NAME, "grace.hopper@northwind.example"],
  ["ToUpper", 'ToUpper([first], "en-US")', NAME, "GRACE"],
  ["Word", 'Word("The quick brown fox",3," ")', {}, "brown"],
  ["Word", 'Word("This,string!has&many separators",3,",!&#")', {}, "has"],
  ["Word", 'Word("The quick brown fox",0," ")', {}, ""],
  ["Word", 'Word([text],1," ")', { text: undefined }, ""],
  ["Word", 'Word("The quick brown fox",5," ")', {}, ""],
  ["Examples", 'Replace([mail], "@northwind.example", , ,"", ,)', { mail: "grace@northwind.example" }, "grace"],
  ["Examples", "Append(Mid([first], 1, 3), Mid([last], 1, 5))", NAME, "GraHoppe"],
  ["Examples", 'Join(", ", "", [last], [first])', NAME, "Hopper, Grace"],
  [
    "Examples",
    'Join("", 1000, Replace(ConvertToUTF8Hex([objectId]), , "[a-zA-Z_]*", , "", , ))',
    { objectId: DIRECTORY_ID },
    "100064303565343762312333930392343435612626135652636136306362633065346234",
  ],
];

/** The examples that are not simulated: section, expression, source values, what the answer says, and why it is so. */
export const LEFT_OPEN: readonly (readonly [
  section: string,
  expression: string,
  values: Readonly<Record<string, SourceValue>>,
  what: string,
  why: string,
])[] = [
  [
    "IIF",
    'IIF([country]="","Other",[country])',
    { country: "" },
    "IIF on an attribute without a value",
    "the reference calls it unsupported and advises Switch",
  ],
  [
    "IIF",
    'IIF(IsNullOrEmpty([country]),"Other",[country])',
    { country: undefined },
    "IIF on an attribute without a value",
    "the reference calls it unsupported and advises Switch",
  ],
  [
    "IIF",
    'IIF(IsPresent([country]),[country],"Other")',
    { country: undefined },
    "IIF on an attribute without a value",
    "the reference calls it unsupported and advises Switch",
  ],
  [
    "IsPresent",
    "Switch(IsPresent([manager]), [manager], IsPresent([second]), [second], IsPresent([director]), [director])",
    { manager: "a", second: "b", director: "c" },
    "Switch over IsPresent",
    "the section on Switch says not to nest IsPresent there",
  ],
  [
    "SelectUniqueValue",
    `SelectUniqueValue(${ALIAS("[first]")}, ${ALIAS("Mid([first], 1, 1)")}, ${ALIAS("Mid([first], 1, 2)")})`,
    NAME,
    "SelectUniqueValue",
    "the reference supports it for on-premises Active Directory only, never for a SCIM application",
  ],
];

/** What NormalizeDiacritics makes of each letter of its table. Source: the same reference, NormalizeDiacritics. */
export const DIACRITICS: readonly (readonly [letters: string, plain: string])[] = [
  ["ä à â ã å á ą ă ā ā́ ā̀ ā̂ ā̃ ǟ ā̈ ǡ a̱ å̄", "a"],
  ["Ä À Â Ã Å Á Ą Ă Ā Ā́ Ā̀ Ā̂ Ā̃ Ǟ Ā̈ Ǡ A̱ Å̄", "A"],
  ["æ ǣ", "ae"],
  ["Æ Ǣ", "AE"],
  ["ç č ć c̄ c̱", "c"],
  ["Ç Č Ć C̄ C̱", "C"],
  ["ď d̄ ḏ", "d"],
  ["Ď D̄ Ḏ", "D"],
  ["ë è é ê ę ě ė ē ḗ ḕ ē̂ ē̃ ê̄ e̱ ë̄ e̊̄", "e"],
  ["Ë È É Ê Ę Ě Ė Ē Ḗ Ḕ Ē̂ Ē̃ Ê̄ E̱ Ë̄ E̊̄", "E"],
  ["ğ ḡ g̱", "g"],
  ["Ğ Ḡ G̱", "G"],
  ["ï î ì í ı ī ī́ ī̀ ī̂ ī̃ i̱", "i"],
  ["Ï Î Ì Í İ Ī Ī́ Ī̀ Ī̂ Ī̃ I̱", "I"],
  ["ľ ł l̄ ḹ ḻ", "l"],
  ["Ł Ľ L̄ Ḹ Ḻ", "L"],
  ["ñ ń ň n̄ ṉ", "n"],
  ["Ñ Ń Ň N̄ Ṉ", "N"],
  ["ö ò ő õ ô ó ō ṓ ṑ ō̂ ō̃ ȫ ō̈ ǭ ȭ ȱ o̱", "o"],
  ["Ö Ò Ő Õ Ô Ó Ō Ṓ Ṑ Ō̂ Ō̃ Ȫ Ō̈ Ǭ Ȭ Ȱ O̱", "O"],
  ["ø ø̄ œ̄", "oe"],
  ["Ø Ø̄ Œ̄", "OE"],
  ["ř r̄ ṟ ṝ", "r"],
  ["Ř R̄ Ṟ Ṝ", "R"],
  ["ß", "ss"],
  ["š ś ș ş s̄ s̱", "s"],
  ["Š Ś Ș Ş S̄ S̱", "S"],
  ["ť ț t̄ ṯ", "t"],
  ["Ť Ț T̄ Ṯ", "T"],
  ["ü ù û ú ů ű ū ū́ ū̀ ū̂ ū̃ u̇̄ ǖ ṻ ṳ̄ u̱", "u"],
  ["Ü Ù Û Ú Ů Ű Ū Ū́ Ū̀ Ū̂ Ū̃ U̇̄ Ǖ Ṻ Ṳ̄ U̱", "U"],
  ["ÿ ý ȳ ȳ́ ȳ̀ ȳ̃ y̱", "y"],
  ["Ÿ Ý Ȳ Ȳ́ Ȳ̀ Ȳ̃ Y̱", "Y"],
  ["ź ž ż z̄ ẕ", "z"],
  ["Ź Ž Ż Z̄ Ẕ", "Z"],
];
