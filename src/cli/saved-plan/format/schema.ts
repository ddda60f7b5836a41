import { z } from "zod";
import { IDP_NAMES } from "../../../base/idp-name.js";
import type { FieldChange } from "../../../setup/model/plan.js";

const text = (description: string): z.ZodString => z.string().describe(description);
const texts = (description: string): z.ZodArray<z.ZodString> => z.array(z.string()).describe(description);
const json = z.json();

const resource = z.strictObject({
  type: text("Type of the resource, for example group-push-mapping"),
  id: text("Its ID in the tenant; absent while it does not exist").exactOptional(),
  name: text("Its display name"),
});

const field = z
  .strictObject({
    path: text("Field of the resource, as the vendor's API names it"),
    before: json.describe("The value in the tenant when the plan was made; null means absent"),
    after: json.exactOptional().describe("The new value; absent when the tenant decides it"),
  })
  // A value known only after apply is not in the file.
  .transform(({ path, before, after }): FieldChange => ({ path, before, after }));

const change = z.strictObject({
  action: z.enum(["create", "update", "start", "delete"]).describe("What happens to the resource"),
  resource: resource.describe("What is changed"),
  fields: z.array(field).describe("The fields that change"),
  people: z
    .literal(true)
    .exactOptional()
    .describe("The fields are users: the plan covers the users at the time of apply"),
  note: text("What the change means, in one line").exactOptional(),
});

const consoleStop = z.strictObject({
  url: text("Address of the page in the console"),
  clicks: texts("What to do there, in order, one click or input each"),
  fields: z
    .array(
      z.strictObject({
        label: text("Label on the form of the console"),
        value: text("The value to enter; absent for a secret").exactOptional(),
        secret: z.literal(true).exactOptional().describe("The value is a secret, and not in the file"),
        alsoCalled: text("Name of the field in the vendor's guide, or on the console's other form").exactOptional(),
        note: text("A note on filling it in").exactOptional(),
      }),
    )
    .describe("The fields to fill in"),
  notes: texts("What to do if the console looks different, one hint each"),
  minutes: z.number().describe("Approximate time that it takes, in minutes"),
  sharedWith: text("ID of the step whose manual step also covers this one").exactOptional(),
});

const step = z.strictObject({
  id: text("Name of the step in the template"),
  guide: text("Section of the vendor's guide, for example 3.4"),
  title: text("In the words of the vendor's guide"),
  status: z
    .enum(["applied", "unchanged", "pending", "console", "unchecked", "skipped", "failed"])
    .describe("State of the step when the plan was made"),
  changes: z.array(change).describe("The changes to make"),
  console: consoleStop.exactOptional().describe("The manual step: the part that no public API can do"),
  warnings: z
    .array(
      z.strictObject({
        code: text("Stable code of the warning: docs/errors.md"),
        message: text("What the administrator should know"),
        fix: text("How to fix it, or what to do"),
      }),
    )
    .describe("Warnings about this step"),
  differs: z
    .array(
      z.strictObject({
        resource: resource.describe("What differs"),
        path: text("Field of the resource; absent for the resource as a whole").exactOptional(),
        expected: json.describe("The value in the guide"),
        actual: json.describe("The value in the tenant; null means absent"),
        mend: z
          .enum(["apply", "console", "by-hand"])
          .describe(
            "Who fixes it: apply by itself, an administrator at its manual step, or an administrator in the console",
          ),
        what: text("The difference in one sentence"),
      }),
    )
    .describe("Other differences from the guide"),
});

/** The shape of a plan's file, version 1.0. */
export const savedPlanSchema = z.strictObject({
  formatVersion: z.literal("1.0").describe("Version of the format; any other is refused"),
  kind: z.literal("total-setup/plan").describe("Marks the file as a plan"),
  notice: text("A note for readers of the file"),
  toolVersion: text("Version of the tool that wrote it"),
  madeAt: z.iso.datetime().describe("When it was made, in UTC"),
  tenant: z
    .strictObject({
      idp: z.enum(IDP_NAMES).describe("The IdP"),
      url: text("Address of the tenant"),
      id: text("The tenant's ID, where the IdP gives it").exactOptional(),
      name: text("The tenant's name, where the IdP gives it").exactOptional(),
    })
    .describe("The only tenant that the plan is for"),
  template: z
    .strictObject({
      name: text("Name of the template, for example total/okta"),
      /** Shown to a person, and never opened. */
      file: text("File name of a template of your own").exactOptional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("SHA-256 of the template's file, in hexadecimal digits"),
    })
    .describe("The template of the plan"),
  inputs: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .describe("The values of the template's inputs by their names, without secrets"),
  secrets: z
    .array(
      z.strictObject({
        input: text("Name of the input"),
        given: z.boolean().describe("Whether a value was given for the plan"),
      }),
    )
    .describe("The secret inputs, which are given again to apply the plan"),
  /** Their names and values are checked against the list of the IdP: planning-options.ts. */
  options: z.record(z.string(), json).describe("The options that decide what is planned"),
  plan: z
    .strictObject({
      steps: z.array(step).describe("The steps in execution order"),
      notExpected: z
        .array(z.strictObject({ name: text("Sign-in name"), reason: text("Why the user will not be provisioned") }))
        .describe("Users who will not be provisioned"),
      expected: z
        .strictObject({
          users: z.number().describe("How many users"),
          groups: z.number().describe("How many groups"),
          memberships: z.number().describe("How many group memberships"),
          people: texts("Sign-in names of the users"),
        })
        .describe("What is expected on the SCIM server"),
    })
    .describe("The plan itself"),
  /** Shows that the file is unchanged; it is not a signature. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("sha256: and the SHA-256 of everything else, as JSON without whitespace, in hexadecimal digits"),
});

/** The content of a plan's file. */
export type SavedPlanFile = z.output<typeof savedPlanSchema>;
