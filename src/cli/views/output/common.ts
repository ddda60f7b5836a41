import { z } from "zod";
import { IDP_NAMES } from "../../../base/idp-name.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../../base/json.js";

/** A read-only list. */
export function list<Item extends z.ZodType>(item: Item): z.ZodReadonly<z.ZodArray<Item>> {
  return z.array(item).readonly();
}

/** Any JSON value: values of a tenant or SCIM server, unchanged. */
export function anyValue(description: string): z.ZodCustom<JsonValue> {
  return z.custom<JsonValue>((value) => value !== undefined).describe(description);
}

/** A JSON object with any members. */
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
  .describe("Version of the format. Within version 1, members may be added; none is removed or changes its meaning");

export const idp = z.enum(IDP_NAMES).describe("The IdP: okta or entra");

export const command = idp.describe("The command that was run: the IdP's name");

export const templateName = text("Name of the template, for example total/okta");

export const errorReport = z
  .strictObject({
    code: text("Stable code of the error: match on it, not on the message. docs/errors.md lists all codes"),
    message: text("What happened, where and why"),
    fix: text("How to fix it"),
    requestId: text("The vendor's ID of the failed request, for its support").exactOptional(),
  })
  .meta({ id: "error", description: "An error that ended the command, or why the SCIM server could not be read" });

/** One failure. */
export type ErrorReport = z.output<typeof errorReport>;

export const noErrors = z.array(errorReport).max(0).readonly().describe("Always empty: a failure has its own document");

export const warning = z
  .strictObject({
    code: text("Stable code of the warning. docs/errors.md lists all codes"),
    message: text("What the administrator should know"),
    fix: text("How to fix it, or what to do"),
  })
  .meta({ id: "warning", description: "A warning: it does not stop a run" });

export const resource = z
  .strictObject({
    type: text("Type of the resource, for example group-push-mapping"),
    id: text("Its ID in the tenant; absent while it is not known").exactOptional(),
    name: text("Its display name"),
  })
  .meta({ id: "resource", description: "A resource in the tenant" });

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
  id: text("The tenant's ID, where the IdP gives it").exactOptional(),
  name: text("The tenant's name, where the IdP gives it").exactOptional(),
  signedInAs: text("Who is signed in, where the IdP gives it").exactOptional(),
};

export const tenant = z
  .strictObject({ ...identity, sandbox: z.boolean().describe("Whether the tenant is simulated on this machine") })
  .describe("The tenant, and who is signed in");

export const examinedTenant = z
  .strictObject(identity)
  .nullable()
  .describe("The tenant, and who is signed in; null when sign-in failed");
