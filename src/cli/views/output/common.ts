import { z } from "zod";
import { IDP_NAMES } from "../../../base/idp-name.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";

/** Renderers hand on lists that nobody may change. */
export function list<Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> {
  return z.array(item).readonly();
}

/** Whatever JSON can carry: values of a tenant or of a SCIM server, as they are there. */
export function anyValue(description: string): z.ZodCustom<JsonValue> {
  return z.custom<JsonValue>((value) => value !== undefined).describe(description);
}

/** A JSON object whose members somebody else decides. */
export function anyObject(description: string): z.ZodCustom<JsonObject> {
  return z.custom<JsonObject>(isJsonObject).meta({ type: "object", description });
}

/** How many. */
export function count(description: string): z.ZodInt {
  return z.int().nonnegative().describe(description);
}

export const text = (description: string): z.ZodString => z.string().describe(description);

export const milliseconds = (description: string): z.ZodNumber =>
  z.number().nonnegative().describe(`${description}, in milliseconds`);

export const formatVersion = z
  .literal("1.0")
  .describe("Version of the format. Within 1 new members may come; none goes or changes its meaning");

export const idp = z.enum(IDP_NAMES).describe("The IdP: okta or entra");

export const command = idp.describe("The command that was run, which is the IdP's name");

export const templateName = text("Name of the template, as total/okta");

export const errorReport = z
  .strictObject({
    code: text("Stable name of what happened: match on it, not on the words. All of them are in docs/errors.md"),
    message: text("What happened, with its place, and why"),
    fix: text("What to do about it"),
    requestId: text("The vendor's id of the failed request, for its support").exactOptional(),
  })
  .meta({ id: "error", description: "Something that ended the command, or kept the SCIM server from being read" });

/** One failure. */
export type ErrorReport = z.output<typeof errorReport>;

export const noErrors = z
  .array(errorReport)
  .max(0)
  .readonly()
  .describe("Always empty: failures are told in a document of their own");

export const warning = z
  .strictObject({
    code: text("Stable name of the warning. All of them are in docs/errors.md"),
    message: text("What the administrator should know"),
    fix: text("What to do about it"),
  })
  .meta({ id: "warning", description: "Something to know, which does not stop a run" });

export const resource = z
  .strictObject({
    type: text("What it is, as group-push-mapping"),
    id: text("Its id in the tenant; absent as long as it is not known").exactOptional(),
    name: text("Its name, for people"),
  })
  .meta({ id: "resource", description: "One thing in the tenant" });

export const requestCount = z
  .strictObject({ reads: count("Requests that only read"), writes: count("Requests that change something") })
  .meta({ id: "requestCount", description: "Numbers of requests" });

/** When a command began, and what it carried out. Documents of earlier versions do not say it. */
export const about = {
  startedAt: text("When the command began: ISO 8601, UTC").exactOptional(),
  version: text("The version of total-setup, as `total-setup --version` prints it").exactOptional(),
  vendor: text("Name of the template's vendor").exactOptional(),
  guide: text("The vendor's guide that the template carries out").exactOptional(),
};

const identity = {
  idp,
  url: text("Address of the tenant"),
  id: text("The tenant's id, where the IdP tells it").exactOptional(),
  name: text("The tenant's own name, where the IdP tells it").exactOptional(),
  signedInAs: text("Who is signed in, where the IdP tells it").exactOptional(),
};

export const tenant = z
  .strictObject({ ...identity, sandbox: z.boolean().describe("True when the tenant is simulated on this machine") })
  .describe("The tenant, and who is signed in");

export const examinedTenant = z
  .strictObject(identity)
  .nullable()
  .describe("The tenant, and who is signed in; null where nobody could sign in");
