import type { AccessNeed } from "../../setup/model/rights.js";

/** The scopes to request: exactly those that a run needs. */
export function scopesOf(needs: readonly AccessNeed[]): string[] {
  return [...new Set(needs.flatMap(({ anyOf }) => anyOf[0] ?? []))].sort();
}

/** The needs, each scope once. */
export function distinct(needs: readonly AccessNeed[]): AccessNeed[] {
  const byScope = new Map<string, AccessNeed>();
  for (const need of needs) {
    const scope = need.anyOf.join(" ");
    if (!byScope.has(scope)) byScope.set(scope, need);
  }
  return [...byScope.values()];
}

/** Who grants scopes, and where. */
export const GRANT_SCOPES =
  "A Super Administrator grants scopes in the Admin Console: Applications > the app > Okta API Scopes.";
