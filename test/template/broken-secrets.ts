import type { Broken } from "./broken-templates.js";

/** One more input, of a token that is fetched. */
function fetching(parts: Readonly<Record<string, string>>): readonly [string, string] {
  const all = { tokenUrl: "${baseUrl}/token", clientId: "${mode}", clientSecret: "${token}", ...parts };
  const written = Object.entries(all).map(([key, value]) => `${key}: ${JSON.stringify(value)}`);
  return ["  mode:", `  more: { prompt: T, type: oauth-token, ${written.join(", ")} }\n  mode:`];
}

/** Templates that are wrong in what they say of secrets and tokens, one a row. */
export const BROKEN_SECRETS: readonly Broken[] = [
  {
    name: "a token that is fetched with an input that does not exist",
    replace: fetching({ clientSecret: "${secret}" }),
    told: [["10:106", 'unknown input "secret". The possible inputs are: token']],
    beyondSchema: "other places",
  },
  {
    name: "a client secret that is no secret",
    replace: fetching({ clientSecret: "${mode}" }),
    told: [["10:106", '"mode" has the type text, not secret']],
    beyondSchema: "other places",
  },
  {
    name: "a client secret that is written down",
    replace: fetching({ clientSecret: "s3cret-literal" }),
    told: [["10:106", '"clientSecret" must be another input, for example "${name}"']],
  },
  {
    name: "a token endpoint that is not https",
    replace: fetching({ tokenUrl: "http://acme.example/token" }),
    told: [["10:51", "http works only on this machine, and acme.example is another"]],
    beyondSchema: "words",
  },
  {
    name: "a token's life in hours",
    replace: fetching({ ttl: "1h" }),
    told: [["10:123", '"ttl" must be minutes, for example 60m']],
  },
  {
    name: "a JSON Web Token in a help text",
    replace: [
      "{ prompt: Mode, type: text",
      "{ prompt: Mode, help: eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.abcdefgh, type: text",
    ],
    told: [["10:31", "this looks like a secret"]],
    beyondSchema: "words",
  },
  {
    name: "the value of an Authorization header in a note",
    replace: ["    console: { sharedWith: scim }", "    notes: [Send Bearer 4f1a9c2e77d04b6f]"],
    told: [["28:13", "this looks like a secret"]],
    beyondSchema: "words",
  },
  {
    name: "a text input that is a secret by its name, with its value",
    replace: ["  mode:", "  apiToken: { prompt: T, type: text, default: abc }\n  mode:"],
    told: [["10:47", "this looks like the value of apiToken, which is a secret by its name"]],
    beyondSchema: "words",
  },
];
