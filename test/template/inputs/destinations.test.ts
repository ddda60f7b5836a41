import { expect, test } from "vitest";
import { destinationInputs } from "../../../src/template/inputs/destinations.js";
import type { TemplateInput } from "../../../src/template/document/schema.js";

const text = (name: string): TemplateInput => ({ name, type: "text", prompt: name });
const secret: TemplateInput = { name: "secret", type: "secret", prompt: "Secret" };

/** [what it is, the inputs, what a step is given, which of the inputs decide where something goes]. */
const cases: readonly (readonly [string, readonly TemplateInput[], Record<string, unknown>, readonly string[]])[] = [
  ["an input of type url, wherever it stands", [{ name: "site", type: "url", prompt: "Site" }], {}, ["site"]],
  [
    "a text within an address",
    [text("host"), text("label")],
    { label: "${label}", x: "https://${host}/scim" },
    ["host"],
  ],
  ["a text as a whole address", [text("base")], { baseUrl: "${base}" }, ["base"]],
  ["a text in a list of addresses", [text("reply")], { redirectUrls: ["${reply}"] }, ["reply"]],
  ["a text in a map of addresses", [text("login")], { settings: { loginUrl: "${login}" } }, ["login"]],
  ["a text in no address, and a secret", [text("label"), secret], { label: "${label}", token: "${secret}" }, []],
  [
    "a text within a token endpoint",
    [
      text("tenant"),
      text("client"),
      secret,
      {
        ...{ name: "token", type: "oauth-token", prompt: "Token", tokenUrl: "https://${tenant}.example/token" },
        ...{ clientId: "${client}", clientSecret: "${secret}" },
      },
    ],
    {},
    ["tenant"],
  ],
];

test.each(cases)("%s", (_what, inputs, values, expected) => {
  const steps = [{ id: "one", guide: "1", uses: "okta/saml-app", with: values }];
  expect([...destinationInputs({ inputs, steps })]).toEqual(expected);
});
