import { z } from "zod";
import { IDP_NAMES } from "../../../base/idp-name.js";
import type { FieldChange } from "../../../setup/model/plan.js";

const text = (description: string): z.ZodString => z.string().describe(description);
const texts = (description: string): z.ZodArray<z.ZodString> => z.array(z.string()).describe(description);
const json = z.json();

const resource = z.strictObject({
  type: text("What it is, as group-push-mapping"),
  id: text("Its id in the tenant; absent for what is not there yet").exactOptional(),
  name: text("Its name, for people"),
});

const field = z
  .strictObject({
    path: text("Where in the resource, as the vendor's API names it"),
    before: json.describe("The tenant's value when the plan was made; null stands for absent"),
    after: json.exactOptional().describe("The value that is written; absent where only the tenant can tell it"),
  })
  // What is known only after apply is left out of the file.
  .transform(({ path, before, after }): FieldChange => ({ path, before, after }));

const change = z.strictObject({
  action: z.enum(["create", "update", "start", "delete"]).describe("What is done with the resource"),
  resource: resource.describe("What is changed"),
  fields: z.array(field).describe("The fields that change"),
  people: z.literal(true).exactOptional().describe("The fields are users: the plan covers whoever is there on the day"),
  note: text("What the change means, in one line").exactOptional(),
});

const consoleStop = z.strictObject({
  url: text("Where in the console"),
  clicks: texts("What to do there, in order, one click or input each"),
  fields: z
    .array(
      z.strictObject({
        label: text("Label on the form of the console"),
        value: text("What to enter; absent for a secret").exactOptional(),
        secret: z.literal(true).exactOptional().describe("The value is a secret, which is in no plan"),
        alsoCalled: text("What the vendor's guide, or the other form of the console, calls the field").exactOptional(),
        note: text("What to know when filling it in").exactOptional(),
      }),
    )
    .describe("What to fill in"),
  notes: texts("What to do when the console looks different, one hint each"),
  minutes: z.number().describe("About how long a person needs, in minutes"),
  sharedWith: text("Id of the step whose manual part covers this one, too").exactOptional(),
});

const step = z.strictObject({
  id: text("Name of the step in the template"),
  guide: text("Section of the vendor's guide, as 3.4"),
  title: text("In the words of the vendor's guide"),
  status: z
    .enum(["applied", "unchanged", "pending", "console", "unchecked", "skipped", "failed"])
    .describe("How the step stood when the plan was made"),
  changes: z.array(change).describe("What is written"),
  console: consoleStop.exactOptional().describe("The part that no public API can do: a person does it"),
  warnings: z
    .array(
      z.strictObject({
        code: text("Stable name of the warning: docs/errors.md"),
        message: text("What the administrator should know"),
        fix: text("What to do about it"),
      }),
    )
    .describe("What to know of this step"),
  differs: z
    .array(
      z.strictObject({
        resource: resource.describe("What differs"),
        path: text("Where in the resource; absent when it is the resource as a whole").exactOptional(),
        expected: json.describe("The guide's value"),
        actual: json.describe("The tenant's value; null stands for absent"),
        mend: z
          .enum(["apply", "console", "by-hand"])
          .describe("Who mends it: a run by itself, a person at the manual part of a run, or a person by hand"),
        what: text("The same in one sentence"),
      }),
    )
    .describe("What differs from the guide beside the changes"),
});

/** The shape of a plan's file, version 1.0. */
export const savedPlanSchema = z.strictObject({
  formatVersion: z.literal("1.0").describe("Version of the format: another one is refused"),
  kind: z.literal("total-setup/plan").describe("What shows that the file is a plan"),
  notice: text("What the file is, for whoever opens it"),
  toolVersion: text("Version of the tool that wrote it"),
  madeAt: z.iso.datetime().describe("When it was made, in UTC"),
  tenant: z
    .strictObject({
      idp: z.enum(IDP_NAMES).describe("The IdP"),
      url: text("Address of the tenant"),
      id: text("The tenant's id, where the IdP tells it").exactOptional(),
      name: text("The tenant's own name, where the IdP tells it").exactOptional(),
    })
    .describe("The tenant that the plan is for, and no other"),
  template: z
    .strictObject({
      name: text("Name of the template, as total/okta"),
      /** Told to a person, and never opened. */
      file: text("Where a template of your own lay").exactOptional(),
      sha256: z
        .string()
        .regex(/^[0-9a-f]{64}$/)
        .describe("SHA-256 of the template's file, in hexadecimal digits"),
    })
    .describe("The template that was planned"),
  inputs: z
    .record(z.string(), z.union([z.string(), z.array(z.string())]))
    .describe("The values of the template's inputs by their names, without secrets"),
  secrets: z
    .array(
      z.strictObject({
        input: text("Name of the input"),
        given: z.boolean().describe("Whether the plan was made with a value"),
      }),
    )
    .describe("The inputs that are secrets: whoever applies the plan gives them"),
  /** Their names and values are held against the list of the IdP: planning-options.ts. */
  options: z.record(z.string(), json).describe("The options that decide what is planned"),
  plan: z
    .strictObject({
      steps: z.array(step).describe("In the order they run"),
      notExpected: z
        .array(z.strictObject({ name: text("Sign-in name"), reason: text("Why the user does not arrive") }))
        .describe("Who will not arrive"),
      expected: z
        .strictObject({
          users: z.number().describe("How many users"),
          groups: z.number().describe("How many groups"),
          memberships: z.number().describe("How many memberships of users in groups"),
          people: texts("Sign-in names of the users"),
        })
        .describe("What is expected on the SCIM server"),
    })
    .describe("What is done"),
  /** Shows that what was read is what was written, and is no signature. */
  digest: z
    .string()
    .regex(/^sha256:[0-9a-f]{64}$/)
    .describe("sha256: and the SHA-256 of all the rest, as JSON without blanks, in hexadecimal digits"),
});

/** What stands in a plan's file. */
export type SavedPlanFile = z.output<typeof savedPlanSchema>;
