/** What a cell says about whether a user may sign in. */
export interface ActiveWord {
  readonly active: boolean;
  /** Okta's own word for it, where it has one beside in use and deactivated. */
  readonly status?: string;
}

/** Yes and no as spreadsheets of several languages write them, by lower case. */
export const YES_WORDS: readonly string[] = [
  ...["true", "yes", "y", "1", "on"],
  ...["wahr", "ja", "vrai", "oui", "verdadero", "sí", "si", "vero", "sì", "verdadeiro", "sim", "waar"],
  ...["prawda", "tak", "sant", "sand", "sann", "tosi", "pravda", "ano", "igaz", "igen", "истина", "да"],
];
export const NO_WORDS: readonly string[] = [
  ...["false", "no", "n", "0", "off"],
  ...["falsch", "nein", "faux", "non", "falso", "não", "nao", "onwaar", "nee"],
  ...[
    "fałsz",
    "nie",
    "falskt",
    "nej",
    "falsk",
    "usann",
    "nei",
    "epätosi",
    "nepravda",
    "ne",
    "hamis",
    "nem",
    "ложь",
    "нет",
  ],
];

/**
 * The states of an account as the IdPs' own exports write them, by lower case. Okta: the API's words and the labels of its console (Okta
 * Support, "How to understand the different user statuses"); Google: Active, Suspended, Archived.
 */
export const STATUS_WORDS: Readonly<Record<string, ActiveWord>> = {
  active: { active: true },
  enabled: { active: true },
  provisioned: { active: true, status: "PROVISIONED" },
  "pending user action": { active: true, status: "PROVISIONED" },
  recovery: { active: true, status: "RECOVERY" },
  "password reset": { active: true, status: "RECOVERY" },
  "password expired": { active: true, status: "PASSWORD_EXPIRED" },
  "locked out": { active: true, status: "LOCKED_OUT" },
  staged: { active: false, status: "STAGED" },
  suspended: { active: false, status: "SUSPENDED" },
  deprovisioned: { active: false },
  deactivated: { active: false },
  inactive: { active: false },
  disabled: { active: false },
  archived: { active: false },
};

const YES_OR_NO = new Map([
  ...YES_WORDS.map((word) => [word, true] as const),
  ...NO_WORDS.map((word) => [word, false] as const),
]);

/**
 * What a word of a column says.
 *
 * @param blocked - the column tells who may not sign in
 * @returns undefined when the word is not known; an empty cell is an active user
 */
export function activeWord(cell: string, blocked: boolean): ActiveWord | undefined {
  const word = cell
    .trim()
    .toLowerCase()
    .replace(/[_\s]+/g, " ");
  if (word === "") return { active: true };
  const yes = YES_OR_NO.get(word);
  if (yes !== undefined) return { active: yes !== blocked };
  return !blocked && Object.hasOwn(STATUS_WORDS, word) ? STATUS_WORDS[word] : undefined;
}
