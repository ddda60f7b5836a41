interface HelpTopic {
  /** One line, for the list of topics. */
  readonly summary: string;
  readonly load: () => Promise<{ readonly TEXT: string }>;
}

/** What `total-setup help NAME` explains besides the commands, in the order of the list. */
export const HELP_TOPICS: Readonly<Record<string, HelpTopic>> = {
  environment: { summary: "environment variables", load: () => import("./environment.js") },
  "exit-codes": { summary: "how a run ended, for scripts", load: () => import("./exit-codes.js") },
  "sign-in": { summary: "ways to sign in to Okta and Entra", load: () => import("./sign-in.js") },
  json: { summary: "what --json prints", load: () => import("./json.js") },
  "manual-steps": { summary: "what the API cannot do, and how a run waits", load: () => import("./manual-steps.js") },
};

const COLUMN = 2 + Math.max(...Object.keys(HELP_TOPICS).map(({ length }) => length));

/** The topics as lines of a help page. */
export function topicLines(): string {
  return Object.entries(HELP_TOPICS)
    .map(([name, { summary }]) => `  ${name.padEnd(COLUMN)}${summary}`)
    .join("\n");
}
