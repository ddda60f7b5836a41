import type { JsonObject } from "../../base/json.js";
import type { EntraUser } from "../api/schemas.js";
import { personOf } from "./directory-people.js";
import { plainSourceOf, sourceFor, type WantedMapping } from "../mapping/schema-surgery.js";
import { expressionOf } from "../mapping/schema-surgery-items.js";
import type { MappingsAhead } from "../tenant/results.js";

/** What Entra's default mappings send where the schema was not read: the portal's list for a non-gallery application. */
export const DEFAULT_SOURCES: ReadonlyMap<string, string> = new Map([
  ["userName", "userPrincipalName"],
  ["externalId", "mailNickname"],
]);

/** The account that the mappings, as the plan leaves them, make of a user. */
export interface ExpectedAccount {
  /** The user name on the SCIM server. */
  readonly userName: string;
  /** What the job sends as externalId; undefined when that cannot be predicted. */
  readonly externalId: string | undefined;
}

/**
 * The user name and externalId that a user must have on the SCIM server, by the mappings as the plan leaves them: those of the
 * job with what the template asks for, or Entra's defaults before there is a job.
 */
export function expectedAccount({ schema: now, ahead, wanted }: MappingsAhead, user: EntraUser): ExpectedAccount {
  const schema = ahead ?? now;
  const { attributes } = personOf(user);
  const nameSource = nameSourceOf(schema, wanted);
  const idSource = sourceAhead(schema, wanted, "externalId");
  return {
    userName: attributes[nameSource ?? ""] ?? user.userPrincipalName,
    externalId: idSource === undefined ? undefined : attributes[idSource],
  };
}

/**
 * The attribute of Entra that fills userName, in any case; undefined for a computed name, which cannot be predicted.
 */
export function nameSourceOf(
  schema: JsonObject | undefined,
  wanted: readonly WantedMapping[] = [],
): string | undefined {
  return (
    sourceAhead(schema, wanted, "userName") ??
    (schema === undefined ? undefined : caselessSource(sourceFor(schema, "userName")))
  );
}

function sourceAhead(
  schema: JsonObject | undefined,
  wanted: readonly WantedMapping[],
  target: string,
): string | undefined {
  if (schema !== undefined) return plainSourceOf(schema, target);
  const asked = wanted.find((one) => one.target.toLowerCase() === target.toLowerCase());
  return asked?.source ?? DEFAULT_SOURCES.get(target);
}

/** An attribute of which only the case is changed: user names are compared without it (RFC 7643 4.1.1). */
function caselessSource(source: Parameters<typeof expressionOf>[0]): string | undefined {
  const expression = expressionOf(source) ?? "";
  return /^\s*To(?:Lower|Upper)\(\s*\[(\w+)\]\s*(?:,[^,()]*)?\)\s*$/i.exec(expression)?.[1];
}
