import { z } from "zod";
import { ACCESS } from "./access.js";
import { profileMappingSchema, type OktaProfileMapping } from "./schemas.js";
import type { OktaTransport } from "./transport.js";
import type { MappedPropertyBody, MappingsBody } from "./vendor/bodies.js";

/** Attribute mappings between the Okta user profile and an app's (Okta: OpenAPI description, `/api/v1/mappings`). */
export interface ProfileMappingsApi {
  /** The mapping from the Okta user profile to the app's, with its expressions; undefined where the org shows none. */
  toApp(appId: string): Promise<OktaProfileMapping | undefined>;
  /** Sets the expressions of these attributes; the others are not changed. PUSH applies them on create and on update. */
  set(mappingId: string, expressions: Readonly<Record<string, string>>): Promise<OktaProfileMapping>;
  get(mappingId: string): Promise<OktaProfileMapping>;
  /** Restores one attribute's mapping; without an expression it is removed. The others are not changed. */
  restore(mappingId: string, name: string, before: MappedProperty | undefined): Promise<OktaProfileMapping>;
}

/** What fills one attribute, and when. */
export interface MappedProperty {
  readonly expression: string;
  readonly pushStatus: "PUSH" | "DONT_PUSH";
}

const mappingsPage = z.array(profileMappingSchema);
/** The default user type's name, which an org cannot change (Okta: developer docs, "User types"). */
const DEFAULT_USER_TYPE = "user";

export function profileMappingsApi(transport: OktaTransport): ProfileMappingsApi {
  const get = (mappingId: string): Promise<OktaProfileMapping> =>
    // In a list a mapping shows no expressions (recorded traffic).
    transport.ask(
      {
        method: "GET",
        path: `/api/v1/mappings/${encodeURIComponent(mappingId)}`,
        purpose: "read the app's attribute mappings",
        needs: ACCESS.readMappings,
      },
      profileMappingSchema,
    );
  const post = (
    mappingId: string,
    purpose: string,
    properties: MappingsBody["properties"],
  ): Promise<OktaProfileMapping> =>
    transport.ask(
      {
        method: "POST",
        path: `/api/v1/mappings/${encodeURIComponent(mappingId)}`,
        purpose,
        needs: ACCESS.manageMappings,
        body: { properties } satisfies MappingsBody,
      },
      profileMappingSchema,
    );
  return {
    get,
    toApp: async (appId) => {
      const listed = await transport.askAll(
        {
          method: "GET",
          path: `/api/v1/mappings?targetId=${encodeURIComponent(appId)}&limit=200`,
          purpose: "list the app's attribute mappings",
          needs: ACCESS.readMappings,
        },
        mappingsPage,
      );
      const fromPeople = listed.filter(({ source }) => source.type === "user");
      // An org with several user types has a mapping of each.
      const ours = fromPeople.find(({ source }) => source.name === DEFAULT_USER_TYPE) ?? fromPeople[0];
      if (ours === undefined) return undefined;
      return get(ours.id);
    },
    set: (mappingId, expressions) => {
      const names = Object.keys(expressions).join(", ");
      const properties = Object.entries(expressions).map(
        ([name, expression]) => [name, { expression, pushStatus: "PUSH" } satisfies MappedPropertyBody] as const,
      );
      return post(mappingId, `map ${names}`, Object.fromEntries(properties));
    },
    restore: (mappingId, name, before) => post(mappingId, `restore the mapping of ${name}`, { [name]: before ?? null }),
  };
}
