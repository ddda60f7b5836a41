import type { DirectoryPerson } from "../../src/sandbox/people/person.js";
import { encoded } from "./encoded.js";

const ENTRA_DOWNLOAD =
  "userPrincipalName,displayName,surname,mail,givenName,objectId,userType,jobTitle,department,accountEnabled,usageLocation,streetAddress,state,country,physicalDeliveryOfficeName,city,postalCode,telephoneNumber,mobile,authenticationAlternativePhoneNumber,authenticationEmail,alternateEmailAddress,ageGroup,consentProvidedForMinor,legalAgeGroupClassification";
/** The header of Entra's template for creating users. */
export const ENTRA_TEMPLATE =
  "Name [displayName] Required,User name [userPrincipalName] Required,Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required,First name [givenName],Last name [surname],Job title [jobTitle],Department [department],Usage location [usageLocation]";
const M365_EXPORT =
  "Display name,DirSyncEnabled,User principal name,Object Id,First name,Last name,When created,Soft deletion time stamp,Title,Department,Usage location,Block credential,Licenses,Password never expires,Proxy addresses";
const M365_TEMPLATE =
  "Username,First name,Last name,Display name,Job title,Department,Office number,Office phone,Mobile phone,Fax,Alternate email address,Address,City,State or province,ZIP or postal code,Country or region";
const GOOGLE =
  "First Name [Required],Last Name [Required],Email Address [Required],Password [Required],Password Hash Function [UPLOAD ONLY],Org Unit Path [Required],New Primary Email [UPLOAD ONLY],Status [READ ONLY],Last Sign In [READ ONLY],Recovery Email,Employee Title,Department,New Status [UPLOAD ONLY]";

/** [what the file is, its bytes, what is said after its name, the people] */
export type UnderstoodFile = readonly [string, Buffer, string, readonly Partial<DirectoryPerson>[]];
const ADA = { userName: "ada@a.example", active: true, groups: [] };
const ZOE = { userName: "zoë@a.example", familyName: "Lefèvre", active: true, groups: ["A", "B"] };
const ZOE_TEXT = 'userName;familyName;groups\r\nzoë@a.example;Lefèvre;"A;B"\r\n';

/** Files of users that are understood, with what is said of them. */
export const UNDERSTOOD: readonly UnderstoodFile[] = [
  ["one column", utf8("userName\nada@a.example\n"), "1 user; commas, UTF-8", [ADA]],
  ["semicolons", utf8(ZOE_TEXT), "1 user; semicolons, UTF-8", [ZOE]],
  [
    "semicolons, and quoted cells with all separators",
    utf8('"userName";"title";"department"\n"ada@a.example";"Head, of; ""it""";"R\tD,\n2"\n'),
    "1 user; semicolons, UTF-8",
    [{ ...ADA, title: 'Head, of; "it"', department: "R\tD,\n2" }],
  ],
  [
    "a header in which another separator is more frequent",
    utf8('userName;"a, b, c, d";email\nada@a.example;x;ada@b.example\n'),
    "1 user; semicolons, UTF-8; ignored: a, b, c, d",
    [{ ...ADA, email: "ada@b.example" }],
  ],
  [
    "tabs, with empty values and quotes",
    utf8('userName\ttitle\tdepartment\nada@a.example\t\t"a\tb"\n'),
    "1 user; tabs, UTF-8",
    [{ ...ADA, department: "a\tb" }],
  ],
  [
    "Excel's separator line",
    utf8("sep=;\r\nuserName;title\r\nada@a.example;a,b\r\n"),
    "1 user; semicolons, UTF-8",
    [{ ...ADA, title: "a,b" }],
  ],
  [
    "a separator line with a character of one's own",
    utf8("sep=|\nuserName|title\nada@a.example|x;y\n"),
    "1 user; separator |, UTF-8",
    [{ ...ADA, title: "x;y" }],
  ],
  [
    "Excel's CSV in western Europe",
    encoded(ZOE_TEXT.replace("Lefèvre", "Lefèvre – “Œ€”"), "Windows-1252"),
    "1 user; semicolons, Windows-1252 (guessed; if names look wrong, save the file as UTF-8)",
    [{ ...ZOE, familyName: "Lefèvre – “Œ€”" }],
  ],
  ["Excel's CSV UTF-8", encoded(ZOE_TEXT, "UTF-8 with BOM"), "1 user; semicolons, UTF-8", [ZOE]],
  [
    "Excel's Unicode text",
    encoded(ZOE_TEXT.replaceAll(/;(?!B)/g, "\t"), "UTF-16 LE with BOM"),
    "1 user; tabs, UTF-16",
    [ZOE],
  ],
  ["UTF-16, the other byte order", encoded(ZOE_TEXT, "UTF-16 BE with BOM"), "1 user; semicolons, UTF-16", [ZOE]],
  ["UTF-16 LE without a mark", encoded(ZOE_TEXT, "UTF-16 LE"), "1 user; semicolons, UTF-16", [ZOE]],
  ["UTF-16 BE without a mark", encoded(ZOE_TEXT, "UTF-16 BE"), "1 user; semicolons, UTF-16", [ZOE]],
  ["CR alone, as Excel for Mac wrote", utf8(ZOE_TEXT.replaceAll("\r\n", "\r")), "1 user; semicolons, UTF-8", [ZOE]],
  [
    "empty columns and rows at the end",
    utf8("userName;title;;;\r\nada@a.example;x;;;\r\nben@a.example;;\r\n;;;;\r\n   ;;;;\r\n\r\n"),
    "2 users; semicolons, UTF-8",
    [
      { ...ADA, title: "x" },
      { ...ADA, userName: "ben@a.example" },
    ],
  ],
  [
    "a line that Excel ended early, where nothing is read from the rest",
    utf8("userName,active,city,street\nada@a.example,TRUE,Wien,Ring\nben@a.example,FALSE\n"),
    "2 users; commas, UTF-8; ignored: city, street",
    [ADA, { userName: "ben@a.example", active: false }],
  ],
  [
    "a first column without a name, as pandas writes",
    utf8(",userName,email\n0,ada@a.example,ada@b.example\n"),
    "1 user; commas, UTF-8",
    [{ ...ADA, email: "ada@b.example" }],
  ],
  [
    "non-breaking blanks",
    utf8(
      '\u00a0userName ;title;groups\nada@a.example\u00a0;"\u202f Head\u00a0of it \u00a0";A\u00a0; B\n'.replace(
        "A\u00a0; B",
        '"A\u00a0; B"',
      ),
    ),
    "1 user; semicolons, UTF-8",
    [{ ...ADA, title: "Head\u00a0of it", groups: ["A", "B"] }],
  ],
  [
    "Excel's truth values in several languages",
    utf8(
      `userName;active\n${["WAHR", "VRAI", "VERDADERO", "Yes", "1", "Ja", "", "FALSCH", "FAUX", "FALSO", "No", "0", "Nein"].map((word, index) => `p${String(index)};${word}`).join("\n")}\n`,
    ),
    "13 users; semicolons, UTF-8",
    Array.from({ length: 13 }, (_, index) => ({ userName: `p${String(index)}`, active: index < 7 })),
  ],
  [
    "Okta: the profile attributes, with statuses",
    utf8(
      "id,status,login,firstName,lastName,email,secondEmail,displayName,title,department\n1,ACTIVE,ada@a.example,Ada,Byron,ada@b.example,,Ada Byron,Countess,R&D\n2,SUSPENDED,b@a.example,B,B,,,,,\n3,STAGED,c@a.example,C,C,,,,,\n4,PASSWORD_EXPIRED,d@a.example,D,D,,,,,\n5,DEPROVISIONED,e@a.example,E,E,,,,,\n",
    ),
    '5 users; commas, UTF-8; userName from "login", givenName from "firstName", familyName from "lastName", active from "status"; ignored: id, secondEmail',
    [
      {
        ...ADA,
        givenName: "Ada",
        familyName: "Byron",
        email: "ada@b.example",
        displayName: "Ada Byron",
        title: "Countess",
        department: "R&D",
      },
      { userName: "b@a.example", active: false, status: "SUSPENDED" },
      { userName: "c@a.example", active: false, status: "STAGED" },
      { userName: "d@a.example", active: true, status: "PASSWORD_EXPIRED" },
      { userName: "e@a.example", active: false },
    ],
  ],
  [
    "Okta: JSON of its API turned into CSV",
    utf8(
      "id,status,profile.login,profile.firstName,profile.lastName,profile.email\n1,ACTIVE,ada@a.example,Ada,Byron,x@b.example\n",
    ),
    '1 user; commas, UTF-8; userName from "profile.login", givenName from "profile.firstName", familyName from "profile.lastName", email from "profile.email", active from "status"; ignored: id',
    [{ ...ADA, givenName: "Ada", familyName: "Byron", email: "x@b.example" }],
  ],
  [
    "Okta: the Password Health report",
    utf8(
      "User,Login,Status,Activation date,Authentication Source,Last Login,Last Password Change\nAda B,ada@a.example,Active,,,,\nBen,ben@a.example,Pending user action,,,,\n",
    ),
    '2 users; commas, UTF-8; userName from "Login", active from "Status"; ignored: User, Activation date, Authentication Source, 2 more',
    [ADA, { userName: "ben@a.example", active: true, status: "PROVISIONED" }],
  ],
  [
    "Entra: downloaded users",
    encoded(
      `${ENTRA_DOWNLOAD}\nada@a.example,Ada Byron,Byron,ada.b@a.example,Ada,1,Member,Countess,R&D,True,GB,,,,,,,,,,,,,,\nben@a.example,Ben,,,,2,Guest,,,False,,,,,,,,,,,,,,,\n`,
      "UTF-8 with BOM",
    ),
    '2 users; commas, UTF-8; userName from "userPrincipalName", familyName from "surname", email from "mail", title from "jobTitle", active from "accountEnabled"; ignored: objectId, userType, usageLocation, 14 more',
    [
      {
        ...ADA,
        givenName: "Ada",
        familyName: "Byron",
        email: "ada.b@a.example",
        displayName: "Ada Byron",
        title: "Countess",
        department: "R&D",
      },
      { userName: "ben@a.example", displayName: "Ben", active: false },
    ],
  ],
  [
    "Entra: the template for creating users, with its line of examples",
    utf8(
      `version:v1.0,,,,,,,,\n${ENTRA_TEMPLATE}\nExample: Chris Green,Example: chris@contoso.com,Example: myPassword1234,Example: No,,,,,\nAda Byron,ada@a.example,PW-ada,No,Ada,Byron,,R&D,GB\nBen,ben@a.example,PW-ben,Yes,,,,,\n`,
    ),
    '2 users; commas, UTF-8; userName from "User name [userPrincipalName] Required", givenName from "First name [givenName]", familyName from "Last name [surname]", displayName from "Name [displayName] Required", title from "Job title [jobTitle]", department from "Department [department]", active from "Block sign in (Yes/No) [accountEnabled] Required"; ignored: Initial password [passwordProfile] Required, Usage location [usageLocation]; 1 line of examples skipped',
    [
      { ...ADA, givenName: "Ada", familyName: "Byron", displayName: "Ada Byron", department: "R&D" },
      { userName: "ben@a.example", displayName: "Ben", active: false },
    ],
  ],
  [
    "Entra: the template in German, saved by Excel",
    encoded(
      "version:v1.0;;\r\nName [displayName] Erforderlich;Benutzername [userPrincipalName] Erforderlich;Anmeldung blockieren (Ja/Nein) [accountEnabled] Erforderlich\r\nJürgen;j@a.example;Nein\r\nÖzge;o@a.example;Ja\r\n",
      "Windows-1252",
    ),
    '2 users; semicolons, Windows-1252 (guessed; if names look wrong, save the file as UTF-8); userName from "Benutzername [userPrincipalName] Erforderlich", displayName from "Name [displayName] Erforderlich", active from "Anmeldung blockieren (Ja/Nein) [accountEnabled] Erforderlich"',
    [
      { userName: "j@a.example", displayName: "Jürgen", active: true },
      { userName: "o@a.example", displayName: "Özge", active: false },
    ],
  ],
  [
    "Microsoft Graph by Windows PowerShell's Export-Csv",
    encoded(
      '#TYPE Microsoft.Graph.PowerShell.Models.MicrosoftGraphUser\r\n"AccountEnabled","DisplayName","Mail","Surname","UserPrincipalName"\r\n"True","Ada","ada@b.example","Byron","ada@a.example"\r\n',
      "UTF-16 LE with BOM",
    ),
    '1 user; commas, UTF-16; userName from "UserPrincipalName", familyName from "Surname", email from "Mail", active from "AccountEnabled"',
    [{ ...ADA, displayName: "Ada", email: "ada@b.example", familyName: "Byron" }],
  ],
  [
    "Microsoft 365: active users, with the primary of several addresses",
    utf8(
      `${M365_EXPORT}\nAda Byron,False,ada@a.example,1,Ada,Byron,2022-03-18,,Countess,R&D,US,False,Unlicensed,False,smtp:old@a.example+SMTP:ada+b@a.example+smtp:x@a.example\nBen,False,ben@a.example,2,Ben,,,,,,,True,,False,\n`,
    ),
    '2 users; commas, UTF-8; userName from "User principal name", givenName from "First name", familyName from "Last name", email from "Proxy addresses", displayName from "Display name", active from "Block credential"; ignored: DirSyncEnabled, Object Id, When created, 4 more',
    [
      {
        ...ADA,
        givenName: "Ada",
        familyName: "Byron",
        displayName: "Ada Byron",
        title: "Countess",
        department: "R&D",
        email: "ada+b@a.example",
      },
      { userName: "ben@a.example", active: false },
    ],
  ],
  [
    "Microsoft 365: the template for several users",
    utf8(`${M365_TEMPLATE}\nada@a.example,Ada,Byron,Ada Byron,Countess,R&D,1,,,,private@b.example,,,,,UK\n`),
    '1 user; commas, UTF-8; givenName from "First name", familyName from "Last name", displayName from "Display name", title from "Job title"; ignored: Office number, Office phone, Mobile phone, 7 more',
    [{ ...ADA, givenName: "Ada", familyName: "Byron", displayName: "Ada Byron", title: "Countess", department: "R&D" }],
  ],
  [
    "Google: downloaded users",
    utf8(
      `${GOOGLE}\nAda,Byron,ada@a.example,****,,/,,Active,2026/04/10 04:05:20,private@b.example,Countess,R&D,\nBen,Lee,ben@a.example,****,,/,,Suspended,Never logged in,,,,\n`,
    ),
    '2 users; commas, UTF-8; userName and email from "Email Address [Required]", givenName from "First Name [Required]", familyName from "Last Name [Required]", title from "Employee Title", active from "Status [READ ONLY]"; ignored: Password [Required], Password Hash Function [UPLOAD ONLY], Org Unit Path [Required], 4 more',
    [
      {
        ...ADA,
        givenName: "Ada",
        familyName: "Byron",
        email: "ada@a.example",
        title: "Countess",
        department: "R&D",
      },
      { userName: "ben@a.example", email: "ben@a.example", active: false, status: "SUSPENDED" },
    ],
  ],
  [
    "a column that is a slip away from a known one, and two for one field",
    utf8("userName,login,giveName,gropus,state\nada@a.example,other,Ada,A,NY\n"),
    "1 user; commas, UTF-8; ignored: login, giveName (did you mean givenName?), gropus (did you mean groups?), 1 more",
    [ADA],
  ],
];

function utf8(text: string): Buffer {
  return Buffer.from(text, "utf8");
}
