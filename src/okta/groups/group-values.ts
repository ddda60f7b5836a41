import { EXIT, SetupError } from "../../base/errors.js";
import type { JsonValue } from "../../base/json.js";
import type { ValuePromise } from "../../setup/model/expectation.js";
import type { OktaApp } from "../api/schemas.js";
import { attributeMissing, attributeOf, targetPath } from "../app/app-attributes.js";
import type { OktaTenant } from "../tenant/tenant.js";

/**
 * What group assignments with these values promise for the users in the groups.
 *
 * @param profile - values by attribute of the app's user profile
 * @throws SetupError `attribute-missing` or `attribute-personal` (exit 1) for an attribute that a group cannot give
 */
export async function groupValues(
  { api, results }: OktaTenant,
  app: OktaApp | undefined,
  profile: Readonly<Record<string, JsonValue>>,
): Promise<readonly ValuePromise[]> {
  const names = Object.keys(profile);
  if (names.length === 0) return [];
  const shown = app === undefined ? undefined : await api.appProfile.read(app.id);
  return names.flatMap((name): ValuePromise[] => {
    const custom = shown?.definitions.custom[name];
    if (custom?.scope === "SELF") throw personal(name);
    const attribute = attributeOf(name, results, shown);
    if (shown !== undefined && attribute === undefined && shown.definitions.base[name] === undefined)
      throw attributeMissing(name, "a group assignment sets");
    const path = targetPath(name, attribute);
    const constant = profile[name];
    if (path === undefined || constant === undefined) return [];
    const reason = `the assignment of the user's group sets ${name} to ${JSON.stringify(constant)}: see the group on the app's Assignments tab`;
    return [{ path, constant, match: "exact", reason }];
  });
}

/** Okta: developer docs, "Profile attribute scope": only an attribute of scope NONE can have a group's value. */
function personal(name: string): SetupError {
  return new SetupError({
    code: "attribute-personal",
    exitCode: EXIT.failed,
    what: `The attribute "${name}" is "User personal", so a group assignment cannot give it a value`,
    why: "Okta never changes the scope of an existing attribute",
    fix: [
      `If nothing uses "${name}", delete it under Directory > Profile Editor > the app's profile, then run the same command again.`,
    ],
    refused: true,
  });
}
