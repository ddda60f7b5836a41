/** What a file of users can say about a user. */
export const PEOPLE_FIELDS = [
  "userName",
  "givenName",
  "familyName",
  "email",
  "displayName",
  "title",
  "department",
  "active",
  "groups",
] as const;
export type PeopleField = (typeof PEOPLE_FIELDS)[number];

/** How the cells of a column are to be read. */
export type Reading = "as written" | "yes means blocked" | "proxy addresses";

/** One of the things that a column of that name can be. */
export interface Meaning {
  readonly field: PeopleField;
  /** The lower, the better: of two columns of one file for the same field the lower one is taken. */
  readonly rank: number;
  readonly reading: Reading;
}

/** A name that a column can have. */
export interface ColumnName {
  readonly name: string;
  readonly reading?: Reading;
}

/**
 * The names under which each field is understood, best first; upper and lower case, blanks, `_`, `-`, and what stands in brackets make no
 * difference. Where they come from:
 * - Okta: the profile attributes that head its CSV template (Okta Help, "Import users from a CSV file": login, firstName, lastName, email),
 *   and its Password Health report (Okta Help: Login, Status);
 * - Entra: "Download users" (Microsoft Learn, users-bulk-download: userPrincipalName, surname, mail, givenName, jobTitle, accountEnabled);
 * - Microsoft 365 admin center: the export of active users (User principal name, First name, Last name, Title, Block credential, Proxy
 *   addresses) and the template of "Add multiple users" (Microsoft Learn: User Name or Username, First Name, Last Name, Job Title);
 * - Google Workspace: download of users and template for uploading them (First Name [Required], Last Name [Required], Email Address
 *   [Required], Employee Title, Status [READ ONLY]), where users sign in with that address; and the names of its Directory API
 *   (primaryEmail, suspended).
 */
export const COLUMN_NAMES: Readonly<Record<PeopleField, readonly ColumnName[]>> = {
  userName: named("userName", "login", "userPrincipalName", "Email Address", "primaryEmail"),
  givenName: named("givenName", "firstName"),
  familyName: named("familyName", "lastName", "surname"),
  email: [
    ...named("email", "mail", "Email Address", "primaryEmail"),
    { name: "Proxy addresses", reading: "proxy addresses" },
  ],
  displayName: named("displayName"),
  title: named("title", "jobTitle", "Employee Title"),
  department: named("department"),
  active: [
    ...named("active", "status", "accountEnabled", "enabled"),
    { name: "Block sign in", reading: "yes means blocked" },
    { name: "Block credential", reading: "yes means blocked" },
    { name: "suspended", reading: "yes means blocked" },
  ],
  groups: named("groups"),
};

/**
 * What Entra's bulk templates have in brackets, in every language: `Last name [surname]`, `Nachname [surname]`. `[accountEnabled]` is
 * there the answer to "Block sign in (Yes/No)" (Microsoft Learn, "Bulk create users").
 */
export const BRACKETED_NAMES: Readonly<Record<string, Omit<Meaning, "rank">>> = {
  userPrincipalName: { field: "userName", reading: "as written" },
  displayName: { field: "displayName", reading: "as written" },
  givenName: { field: "givenName", reading: "as written" },
  surname: { field: "familyName", reading: "as written" },
  mail: { field: "email", reading: "as written" },
  jobTitle: { field: "title", reading: "as written" },
  department: { field: "department", reading: "as written" },
  accountEnabled: { field: "active", reading: "yes means blocked" },
};

function named(...names: readonly string[]): readonly ColumnName[] {
  return names.map((name) => ({ name }));
}

const MEANINGS = new Map<string, Meaning[]>();
for (const field of PEOPLE_FIELDS) {
  COLUMN_NAMES[field].forEach(({ name, reading = "as written" }, rank) => {
    const key = keyOf(name);
    MEANINGS.set(key, [...(MEANINGS.get(key) ?? []), { field, rank, reading }]);
  });
}

/** What a column of that name can be; nothing for a name that is not known. */
export function meaningsOf(header: string): readonly Meaning[] {
  const bracketed = bracketedName(header);
  if (bracketed !== undefined) {
    const meaning = Object.hasOwn(BRACKETED_NAMES, bracketed) ? BRACKETED_NAMES[bracketed] : undefined;
    return meaning === undefined ? [] : [{ ...meaning, rank: 0 }];
  }
  // Okta's articles and JSON turned into CSV write user.login and profile.login.
  return MEANINGS.get(keyOf(header)) ?? MEANINGS.get(keyOf(header.trim().replace(/^(user|profile)\./i, ""))) ?? [];
}

/** `surname` of `Last name [surname]`; what Google has in brackets is in words or capitals. */
export function bracketedName(header: string): string | undefined {
  return /\[([a-z]+(?:[A-Z][a-z]*)*)\]/.exec(header)?.[1];
}

function keyOf(name: string): string {
  return name
    .replace(/\[[^\]]*\]|\([^)]*\)/g, "")
    .replace(/[\s_-]+/g, "")
    .toLowerCase();
}
