import { z } from "zod";
import { IDP_NAMES } from "../../../base/idp-name.js";
import type { FieldChange } from "../../../setup/model/plan.js";

const resource = z.strictObject({ type: z.string(), id: z.string().exactOptional(), name: z.string() });

const field = z
  .strictObject({ path: z.string(), before: z.json(), after: z.json().exactOptional() })
  // What is known only after apply is left out of the file.
  .transform(({ path, before, after }): FieldChange => ({ path, before, after }));

const change = z.strictObject({
  action: z.enum(["create", "update", "start", "delete"]),
  resource,
  fields: z.array(field),
  people: z.literal(true).exactOptional(),
  note: z.string().exactOptional(),
});

const consoleStop = z.strictObject({
  url: z.string(),
  clicks: z.array(z.string()),
  fields: z.array(
    z.strictObject({
      label: z.string(),
      value: z.string().exactOptional(),
      secret: z.literal(true).exactOptional(),
      alsoCalled: z.string().exactOptional(),
      note: z.string().exactOptional(),
    }),
  ),
  notes: z.array(z.string()),
  minutes: z.number(),
  sharedWith: z.string().exactOptional(),
});

const step = z.strictObject({
  id: z.string(),
  guide: z.string(),
  title: z.string(),
  status: z.enum(["applied", "unchanged", "pending", "console", "unchecked", "skipped", "failed"]),
  changes: z.array(change),
  console: consoleStop.exactOptional(),
  warnings: z.array(z.strictObject({ code: z.string(), message: z.string(), fix: z.string() })),
  differs: z.array(
    z.strictObject({
      resource,
      path: z.string().exactOptional(),
      expected: z.json(),
      actual: z.json(),
      mend: z.enum(["apply", "console", "by-hand"]),
      what: z.string(),
    }),
  ),
});

/** The shape of a plan's file, version 1.0. */
export const savedPlanSchema = z.strictObject({
  formatVersion: z.literal("1.0"),
  kind: z.literal("total-setup/plan"),
  notice: z.string(),
  toolVersion: z.string(),
  madeAt: z.iso.datetime(),
  tenant: z.strictObject({
    idp: z.enum(IDP_NAMES),
    url: z.string(),
    id: z.string().exactOptional(),
    name: z.string().exactOptional(),
  }),
  template: z.strictObject({
    name: z.string(),
    /** Where a template that does not come with total-setup lay: told to a person, and never opened. */
    file: z.string().exactOptional(),
    sha256: z.string().regex(/^[0-9a-f]{64}$/),
  }),
  inputs: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
  secrets: z.array(z.strictObject({ input: z.string(), given: z.boolean() })),
  /** Their names and values are held against the list of the IdP: planning-options.ts. */
  options: z.record(z.string(), z.json()),
  plan: z.strictObject({
    steps: z.array(step),
    notExpected: z.array(z.strictObject({ name: z.string(), reason: z.string() })),
    expected: z.strictObject({
      users: z.number(),
      groups: z.number(),
      memberships: z.number(),
      people: z.array(z.string()),
    }),
  }),
  /** SHA-256 of all the rest, as JSON without blanks: shows that what was read is what was written, and is no signature. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

/** What stands in a plan's file. */
export type SavedPlanFile = z.output<typeof savedPlanSchema>;
