import { z } from "zod";
import { anyObject, count, formatVersion, idp, list, noErrors, templateName, text } from "./common.js";

const head = { formatVersion, command: z.literal("template").describe("The command that was run") };

const named = {
  name: templateName,
  vendor: text("Name of the vendor, for people"),
  idp,
  guide: text("Which guide of the vendor's it carries out"),
};

const line = (description: string) => z.string().optional().describe(description);

const input = z
  .strictObject({
    name: text("How the template's steps name it"),
    type: z.enum(["url", "secret", "text", "groups", "oauth-token"]).describe("What is given: docs/templates.md"),
    prompt: text("What the administrator is asked for"),
    help: line("Where the value is found"),
    example: z
      .union([z.string(), list(z.string())])
      .optional()
      .describe("Stands in for the value in a dry run"),
    default: z
      .union([z.string(), list(z.string())])
      .optional()
      .describe("Taken when nothing is given"),
    includes: list(z.string()).optional().describe("Groups that are always among the value"),
    tokenUrl: line("Address of the token endpoint"),
    clientId: line("The input that gives the client ID"),
    clientSecret: line("The input that gives the client secret"),
    ttl: line("How long the token shall live, in minutes, as 60m"),
  })
  .meta({ id: "templateInput", description: "One value that the administrator gives" });

const step = z
  .strictObject({
    id: text("Name of the step"),
    guide: text("Section of the vendor's guide, as 3.4"),
    title: line("In the words of the vendor's guide"),
    uses: text("The step kind: docs/steps.md"),
    with: anyObject("What the step kind is given: docs/steps.md"),
    sharedWith: line("Id of the step whose manual part covers this one, too"),
    notes: list(z.string()).optional().describe("What the guide asks that no step can do or check"),
  })
  .meta({ id: "templateStep", description: "One step of a template, with its references to inputs still in place" });

export const templateListDocument = z
  .strictObject({
    ...head,
    templates: list(z.strictObject(named)).describe("All templates that come with total-setup"),
    errors: noErrors,
  })
  .meta({ id: "templateList", description: "The templates there are" });

export const templateShowDocument = z
  .strictObject({
    ...head,
    template: z
      .strictObject({
        ...named,
        inputs: list(input).describe("What the administrator gives"),
        steps: list(step).describe("In the order they run"),
      })
      .describe("The template"),
    errors: noErrors,
  })
  .meta({ id: "templateShow", description: "What stands in a template" });

const problem = z.strictObject({
  line: count("Line of the file, from 1"),
  column: count("Column of the line, from 1"),
  message: text("What is wrong there"),
});

export const templateValidateDocument = z
  .strictObject({
    ...head,
    outcome: z.enum(["valid", "invalid"]).describe("invalid when any of them is"),
    templates: list(
      z.strictObject({
        file: text("The template, as it was named"),
        valid: z.boolean().describe("Whether it can be used"),
        problems: list(problem).describe("Everything that is wrong with it"),
      }),
    ).describe("One for each template that was named"),
    errors: noErrors,
  })
  .meta({ id: "templateValidate", description: "Whether templates are right" });

export type TemplateListDocument = z.output<typeof templateListDocument>;
export type TemplateShowDocument = z.output<typeof templateShowDocument>;
export type TemplateValidateDocument = z.output<typeof templateValidateDocument>;
/** The documents of `template`. */
export type TemplateDocument = TemplateListDocument | TemplateShowDocument | TemplateValidateDocument;
