import { z } from "zod";
import { IDP_NAMES } from "../../base/idp-name.js";

const words = (pattern: RegExp, rule: string): z.ZodString => z.string().regex(pattern, rule);
const line = z
  .string()
  .min(1, "must not be empty")
  .regex(/^[^\r\n]*$/, "must be one line");

const INPUT_NAME = /^[a-z][A-Za-z0-9]*$/;
const INPUT_NAME_RULE = "must begin with a small letter and hold only letters and digits, as scimBaseUrl";
const id = words(
  /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/,
  "must be small letters and digits, joined by hyphens, as push-groups",
);
const names = z.array(line).min(1, "must name at least one");

const reference = words(/^\$\{[^{}]+\}$/, 'must be another input, as "${name}"');
const secretReference = reference.describe("Another input, of type secret");

const common = {
  prompt: line.describe("What the administrator is asked for, in the words of the vendor's guide"),
  help: line.optional().describe("Where the value is found"),
};
const texts = {
  example: line.optional().describe("Stands in for the value in a dry run and in a runbook"),
  default: line.optional().describe("Taken when nothing is given"),
};

const input = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("url").describe("An https address"), ...common, ...texts }),
  z.strictObject({ type: z.literal("secret").describe("Never on the command line, never shown"), ...common }),
  z.strictObject({ type: z.literal("text").describe("One line"), ...common, ...texts }),
  z.strictObject({
    type: z.literal("groups").describe("Names of groups of the tenant"),
    ...common,
    example: names.optional().describe("Stand in for the value in a dry run and in a runbook"),
    default: z
      .union([names, words(/^\$\{[^{}]+\}$/, 'must be a list of names, or another groups input as "${name}"')])
      .optional()
      .describe('Taken when nothing is given: names, or another groups input as "${name}"'),
    includes: names.optional().describe("Groups that the guide requires: they are always among the value"),
  }),
  z.strictObject({
    type: z
      .literal("oauth-token")
      .describe("A token that is fetched from the vendor's OAuth 2.0 endpoint, or given ready-made"),
    ...common,
    tokenUrl: line.describe('Address of the token endpoint, as "${serverUrl}/oauth2/token"'),
    clientId: reference.describe("The input that gives the client ID"),
    clientSecret: secretReference,
    ttl: words(/^[1-9]\d*m$/, "must be minutes, as 60m")
      .optional()
      .describe("How long the token shall live, where the vendor's endpoint takes a ttl, as 60m"),
  }),
]);

const idp = z.enum(IDP_NAMES);

/** The IdPs a template can be for: the part of a step kind's name before the slash. */
export const IDPS: ReadonlySet<string> = new Set(idp.options);

const step = z.strictObject({
  id: id.describe("Name of the step, for --only and --skip"),
  guide: line.describe("Section of the vendor's guide, as text"),
  title: line.optional().describe("In the words of the vendor's guide"),
  uses: words(/^[a-z]+\/[a-z0-9-]+$/, "must be a step kind, as okta/saml-app").describe("The step kind"),
  with: z.record(z.string(), z.unknown()).describe("What the step kind is given"),
  console: z
    .strictObject({ sharedWith: id.describe("Id of an earlier step") })
    .optional()
    .describe("Says that the console stop of an earlier step covers this one, too"),
  notes: z
    .array(line)
    .min(1, "must hold at least one note")
    .optional()
    .describe("What the guide asks or warns of that no step can do or check, one sentence each"),
});

/** The shape of a template file. What needs more than one place of the file to judge is in the files check-*.ts. */
export const templateSchema = z
  .strictObject({
    template: words(
      /^[a-z0-9-]+\/[a-z0-9-]+$/,
      "must be <vendor>/<idp> or <vendor>/<idp>-<variant>, as total/okta",
    ).describe("Name: <vendor>/<idp>, or <vendor>/<idp>-<variant>"),
    vendor: line.describe("Name of the vendor, for people"),
    idp: idp.describe("The IdP that the guide is for"),
    guide: line.describe("Which guide the template carries out: where it is, and its title"),
    target: z
      .strictObject({
        members: z
          .literal("never-shown")
          .describe("The vendor's SCIM server shows nobody who is in a group, so that memberships are not verified"),
        source: line.describe("Where the vendor says so, or who saw it and when"),
      })
      .optional()
      .describe("What is known of the vendor's SCIM server"),
    inputs: z
      .record(words(INPUT_NAME, INPUT_NAME_RULE), input)
      .describe('What the administrator gives. A step refers to it as "${name}"'),
    steps: z.array(step).min(1, "must hold at least one step").describe("In the order they run"),
  })
  .describe("A vendor's console guide as data, for total-setup");

/** A template file as it was read. */
export type TemplateFile = z.infer<typeof templateSchema>;

/** A value that the administrator gives, as the template asks for it. */
export type TemplateInput = z.infer<typeof input> & { readonly name: string };

/** An input whose value is fetched from the vendor's token endpoint when it is not given. */
export type TokenInput = Extract<TemplateInput, { type: "oauth-token" }>;

/** Whether an input's value must be shown nowhere. */
export function isSecret<Input extends Pick<TemplateInput, "type">>(
  input: Input,
): input is Extract<Input, { type: "secret" | "oauth-token" }> {
  return input.type === "secret" || input.type === "oauth-token";
}

/** The input types of a template. */
export type InputType = TemplateInput["type"];
