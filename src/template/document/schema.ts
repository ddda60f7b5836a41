import { z } from "zod";
import { IDP_NAMES } from "../../base/idp-name.js";
import { SECRET_TYPES } from "./secret-types.js";

const words = (pattern: RegExp, rule: string): z.ZodString => z.string().regex(pattern, rule);
const line = z
  .string()
  .min(1, "must not be empty")
  .regex(/^[^\r\n]*$/, "must be one line");

const INPUT_NAME = /^[a-z][A-Za-z0-9]*$/;
const INPUT_NAME_RULE =
  "must start with a lower-case letter and contain only letters and digits, for example scimBaseUrl";
const id = words(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  "must be lower-case letters and digits, joined by hyphens, for example push-groups",
);
const names = z.array(line).min(1, "must have at least one entry");

const reference = words(/^\$\{[^{}]+\}$/, 'must be another input, for example "${name}"');
const secretReference = reference.describe("Another input, of type secret");

const common = {
  prompt: line.describe("Name of the value, in the words of the vendor's guide"),
  help: line.optional().describe("Where to find the value"),
};
const texts = {
  example: line.optional().describe("Replaces the value in a dry run and in a runbook"),
  default: line.optional().describe("Used when there is no value"),
};

const input = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("url").describe("An https address"), ...common, ...texts }),
  z.strictObject({ type: z.literal("secret").describe("A secret: never on the command line, never shown"), ...common }),
  z.strictObject({ type: z.literal("text").describe("One line of text"), ...common, ...texts }),
  z.strictObject({
    type: z.literal("groups").describe("Names of groups in the tenant"),
    ...common,
    example: names.optional().describe("Replaces the value in a dry run and in a runbook"),
    default: z
      .union([
        names,
        words(/^\$\{[^{}]+\}$/, 'must be a list of names, or another groups input, for example "${name}"'),
      ])
      .optional()
      .describe('Used when there is no value: names, or another groups input, for example "${name}"'),
    includes: names.optional().describe("Groups that the guide requires: they are always part of the value"),
  }),
  z.strictObject({
    type: z
      .literal("oauth-token")
      .describe("A token, fetched from the vendor's OAuth 2.0 endpoint or provided directly"),
    ...common,
    tokenUrl: line.describe('Address of the token endpoint, for example "${serverUrl}/oauth2/token"'),
    clientId: reference.describe("The input with the client ID"),
    clientSecret: secretReference,
    ttl: words(/^[1-9]\d*m$/, "must be minutes, for example 60m")
      .optional()
      .describe("Lifetime of the token, if the vendor's endpoint accepts a ttl, for example 60m"),
  }),
]);

const idp = z.enum(IDP_NAMES);

/** The IdPs of templates: the part of a step kind's name before the slash. */
export const IDPS: ReadonlySet<string> = new Set(idp.options);

const step = z.strictObject({
  id: id.describe("ID of the step, for --only and --skip"),
  guide: line.describe("Section of the vendor's guide, as text"),
  title: line.optional().describe("In the words of the vendor's guide"),
  uses: words(/^[a-z]+\/[a-z0-9-]+$/, "must be a step kind, for example okta/saml-app").describe("The step kind"),
  with: z.record(z.string(), z.unknown()).describe("The values for the step kind"),
  console: z
    .strictObject({ sharedWith: id.describe("ID of an earlier step") })
    .optional()
    .describe("Says that the manual step of an earlier step also covers this one"),
  notes: z
    .array(line)
    .min(1, "must have at least one note")
    .optional()
    .describe("What the guide asks for or warns about and no step can do or check, one sentence each"),
});

/** The schema of a template file. The files check-*.ts have the checks that need more than one place of the file. */
export const templateSchema = z
  .strictObject({
    template: words(
      /^[a-z0-9-]+\/[a-z0-9-]+$/,
      "must be <vendor>/<idp> or <vendor>/<idp>-<variant>, for example total/okta",
    ).describe("Name: <vendor>/<idp>, or <vendor>/<idp>-<variant>"),
    vendor: line.describe("Name of the vendor, for display"),
    idp: idp.describe("The IdP that the guide is for"),
    guide: line.describe("The guide that the template carries out: where it is, and its title"),
    target: z
      .strictObject({
        members: z
          .literal("never-shown")
          .describe("The vendor's SCIM server does not show the members of groups, so memberships are not verified"),
        source: line.describe("Where the vendor says so, or who observed it and when"),
      })
      .optional()
      .describe("What is known about the vendor's SCIM server"),
    inputs: z
      .record(words(INPUT_NAME, INPUT_NAME_RULE), input)
      .describe('The values that the administrator provides. A step refers to one as "${name}"'),
    steps: z.array(step).min(1, "must have at least one step").describe("The steps, in execution order"),
  })
  .describe("A vendor's console guide as data, for total-setup");

/** A template file after it was read. */
export type TemplateFile = z.infer<typeof templateSchema>;

/** A value that the administrator provides, as the template defines it. */
export type TemplateInput = z.infer<typeof input> & { readonly name: string };

/** An input whose value is fetched from the vendor's token endpoint when it is not provided. */
export type TokenInput = Extract<TemplateInput, { type: "oauth-token" }>;

/** Whether an input's value must never be shown. */
export function isSecret<Input extends Pick<TemplateInput, "type">>(
  input: Input,
): input is Extract<Input, { type: (typeof SECRET_TYPES)[number] }> {
  return SECRET_TYPES.some((type) => type === input.type);
}

/** The input types of a template. */
export type InputType = TemplateInput["type"];
