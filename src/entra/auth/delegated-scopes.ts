import type { AccessNeed } from "../../setup/model/rights.js";
import { missingAccess } from "../api/token-rights.js";

/** Shows the tenant's name, which people see before anything is written; every application has it from the start. */
const TENANT_NAME = "User.Read";

/** The delegated permissions a run asks a person for: the least of each need, none that another of them includes. */
export function delegatedScopes(needs: readonly AccessNeed[]): readonly string[] {
  const least = new Set(needs.flatMap(({ anyOf }) => anyOf.slice(0, 1)));
  return [...new Set([...[...least].filter((name) => !isCovered(name, least)), TENANT_NAME])].sort();
}

function isCovered(name: string, all: ReadonlySet<string>): boolean {
  const scopes = new Set([...all].filter((other) => other !== name));
  const need: AccessNeed = { anyOf: [name], role: "", purpose: "" };
  return missingAccess({ delegated: true, scopes, roles: new Set() }, [need]).length === 0;
}
