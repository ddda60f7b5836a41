import { ENTRA_TEMPLATE } from "./people-files-understood.js";

/** [what is wrong, the file's bytes, code, words of the message after its name, words of the advice] */
export const REFUSED: readonly (readonly [string, Buffer, string, string, string])[] = [
  [
    "a workbook",
    Buffer.from("PK\u0003\u0004\u0014\u0000", "latin1"),
    "workbook",
    ": this is an Excel workbook",
    "CSV UTF-8",
  ],
  [
    "an old workbook",
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]),
    "workbook",
    ": this is an Excel workbook",
    "CSV UTF-8",
  ],
  ["a page", utf8("\n<!DOCTYPE html><html><body>Sign in</body></html>"), "web-page", ": this is a web page", "sign in"],
  ["a list in JSON", utf8('[\n  {"userName": "ada"}\n]'), "json", ": this is JSON", "CSV"],
  ["an object in JSON", utf8('{"value":[]}'), "json", ": this is JSON", "CSV"],
  [
    "a NUL",
    utf8("userName,title\nada,a\u0000b\n"),
    "not-text",
    ":2:6: this is not a text file: it has the control character U+0000",
    "UTF-8",
  ],
  [
    "yet another encoding",
    Buffer.from("userName\nзо\u0090\n".replace("зо", "\u00e7\u00ee"), "latin1"),
    "not-text",
    ":2:3: ",
    "UTF-8",
  ],
  [
    "an empty template",
    utf8(`version:v1.0\n${ENTRA_TEMPLATE}\nExample: A,Example: a@b.example,,,,,,,\n`),
    "no-people",
    ": the file has a header but no users",
    "Add",
  ],
  [
    "two columns of one name",
    utf8("userName;First name;city;first_name\na;b;c;d\n"),
    "duplicate-column",
    ':1:26: "First name" and "first_name" are both givenName',
    "Keep one",
  ],
  [
    "a line with too many values",
    utf8("sep=;\nuserName;title;\na;b;;\nc;d;e;\n"),
    "wrong-field-count",
    ":4: this line has 3 values, the header has 2",
    "double quotes",
  ],
  [
    "a line that lost a value beside passwords, so that a password stands where the sign-in name belongs",
    utf8("Name,Username,Password,Status,City\nAda,ada@a.example,PW-ada,Active,Wien\nBen,PW-ben,Active,Wien\n"),
    "wrong-field-count",
    ":3: this line has 4 values, the header has 5",
    "double quotes",
  ],
  [
    "a line with an unquoted comma beside passwords",
    utf8("Name,Username,Password,Status,City,Zip\nByron, Ada,ada@a.example,PW-ada,Active,,\n"),
    "wrong-field-count",
    ":2: ",
    "double quotes",
  ],
  [
    "a line with too few",
    utf8("userName\ttitle\tactive\r\n\r\na\tb\r\n"),
    "wrong-field-count",
    ":3: this line has 2 values, the header has 3",
    "double quotes",
  ],
  [
    "a line broken by a line break outside quotes",
    utf8("userName,title,city,zip\nada,Head\nof it,Wien,1010\nben,x,y,z\n"),
    "wrong-field-count",
    ":2: this line has 2 values, the header has 4",
    "a line break",
  ],
  [
    "an empty sign-in name",
    utf8("email;userName\rx@y;a\rz@y;\u00a0\r"),
    "empty-user-name",
    ":3:5: userName is empty",
    "userName",
  ],
  [
    "a sign-in name twice",
    utf8("version:v1.0\nmail\tlogin\nx\tAda\ny\tBen\nz\tADA\n"),
    "duplicate-user",
    ':5:3: userName "ADA" is already used in line 3',
    "Keep one",
  ],
  [
    "a status that is none",
    utf8("login,status\nada,ACTIVE\nben,Full-time\n"),
    "bad-active",
    ':3:5: "status" (active) is "Full-time"',
    "deprovisioned",
  ],
  [
    "a block that is no yes or no",
    utf8("Username;Block credential\nada;SUSPENDED\n"),
    "bad-active",
    ':2:5: "Block credential" (active) is "SUSPENDED"',
    "not blocked",
  ],
  [
    "a quote that is never closed",
    utf8('sep=;\nuserName;title\na;b\nc;"d\n'),
    "broken-quote",
    ":4:3: a double quote is opened here and never closed",
    "double quotes",
  ],
  [
    "a quote within a value",
    utf8('userName\ttitle\na\tb"c\n'),
    "broken-quote",
    ":2:3: a double quote stands inside a value",
    "double quotes",
  ],
  [
    "no sign-in names",
    utf8("Vorname;Nachname;E-Mail\nA;B;c@d\n"),
    "no-user-name",
    ':1: no column has the sign-in names; the columns are "Vorname", "Nachname", "E-Mail"',
    "E-Mail",
  ],
];

function utf8(text: string): Buffer {
  return Buffer.from(text, "utf8");
}
