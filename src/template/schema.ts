import { z } from "zod";

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

const common = { prompt: line, help: line.optional() };

const input = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("url"), ...common, example: line.optional(), default: line.optional() }),
  z.strictObject({ type: z.literal("secret"), ...common }),
  z.strictObject({ type: z.literal("text"), ...common, example: line.optional(), default: line.optional() }),
  z.strictObject({
    type: z.literal("groups"),
    ...common,
    example: names.optional(),
    default: z
      .union([names, words(/^\$\{[^{}]+\}$/, 'must be a list of names, or another groups input as "${name}"')])
      .optional(),
    includes: names.optional(),
  }),
]);

const idp = z.enum(["okta", "entra"]);

/** The IdPs a template can be for: the part of a step kind's name before the slash. */
export const IDPS: ReadonlySet<string> = new Set(idp.options);

const step = z.strictObject({
  id,
  guide: line,
  title: line.optional(),
  uses: words(/^[a-z]+\/[a-z0-9-]+$/, "must be a step kind, as okta/saml-app"),
  with: z.record(z.string(), z.unknown()),
  console: z.strictObject({ sharedWith: id }).optional(),
});

/** The shape of a template file. What needs more than one place of the file to judge is in checks.ts. */
export const templateSchema = z.strictObject({
  template: words(/^[a-z0-9-]+\/[a-z0-9-]+$/, "must be <vendor>/<idp> or <vendor>/<idp>-<variant>, as total/okta"),
  vendor: line,
  idp,
  guide: line,
  inputs: z.record(words(INPUT_NAME, INPUT_NAME_RULE), input),
  steps: z.array(step).min(1, "must hold at least one step"),
});

/** A template file as it was read. */
export type TemplateFile = z.infer<typeof templateSchema>;

/** A value that the administrator gives, as the template asks for it. */
export type TemplateInput = z.infer<typeof input> & { readonly name: string };

/** The input types of a template. */
export type InputType = TemplateInput["type"];
