import { z } from "zod";
import { anyObject, count, formatVersion, idp, list, noErrors, templateName, text } from "./common.js";

const head = { formatVersion, command: z.literal("template").describe("The command that was run") };

const named = {
  name: templateName,
  vendor: text("Display name of the vendor"),
  idp,
  guide: text("The vendor's guide that it follows"),
};

const line = (description: string) => z.string().optional().describe(description);

const input = z
  .strictObject({
    name: text("Name that the template's steps use"),
    type: z.enum(["url", "secret", "text", "groups", "oauth-token"]).describe("Type of the value: docs/templates.md"),
    prompt: text("The question to the administrator"),
    help: line("Where to find the value"),
    example: z
      .union([z.string(), list(z.string())])
      .optional()
      .describe("Used as the value in a dry run"),
    default: z
      .union([z.string(), list(z.string())])
      .optional()
      .describe("Used when no value is given"),
    includes: list(z.string()).optional().describe("Groups that are always added"),
    tokenUrl: line("Address of the token endpoint"),
    clientId: line("The input that gives the client ID"),
    clientSecret: line("The input that gives the client secret"),
    ttl: line("Requested lifetime of the token in minutes, for example 60m"),
  })
  .meta({ id: "templateInput", description: "A value that the administrator gives" });

const step = z
  .strictObject({
    id: text("Name of the step"),
    guide: text("Section of the vendor's guide, for example 3.4"),
    title: line("In the words of the vendor's guide"),
    uses: text("The step kind: docs/steps.md"),
    with: anyObject("Values for the step kind: docs/steps.md"),
    sharedWith: line("ID of the step whose manual step also covers this one"),
    notes: list(z.string()).optional().describe("What the guide asks for that no step can do or check"),
  })
  .meta({ id: "templateStep", description: "A step of a template, with its references to inputs" });

export const templateListDocument = z
  .strictObject({
    ...head,
    templates: list(z.strictObject(named)).describe("All templates that come with total-setup"),
    errors: noErrors,
  })
  .meta({ id: "templateList", description: "All bundled templates" });

export const templateShowDocument = z
  .strictObject({
    ...head,
    template: z
      .strictObject({
        ...named,
        inputs: list(input).describe("The inputs"),
        steps: list(step).describe("The steps in execution order"),
      })
      .describe("The template"),
    errors: noErrors,
  })
  .meta({ id: "templateShow", description: "The content of a template" });

const problem = z.strictObject({
  line: count("Line of the file, from 1"),
  column: count("Column of the line, from 1"),
  message: text("The problem"),
});

export const templateValidateDocument = z
  .strictObject({
    ...head,
    outcome: z.enum(["valid", "invalid"]).describe("invalid when any template is"),
    templates: list(
      z.strictObject({
        file: text("The template, as named on the command line"),
        valid: z.boolean().describe("Whether it is valid"),
        problems: list(problem).describe("All problems"),
      }),
    ).describe("One entry per template"),
    errors: noErrors,
  })
  .meta({ id: "templateValidate", description: "Whether templates are valid" });

export type TemplateListDocument = z.output<typeof templateListDocument>;
export type TemplateShowDocument = z.output<typeof templateShowDocument>;
export type TemplateValidateDocument = z.output<typeof templateValidateDocument>;
/** The documents of `template`. */
export type TemplateDocument = TemplateListDocument | TemplateShowDocument | TemplateValidateDocument;
