import { distinctNeeds, type RightReport, type AccessNeed } from "../../setup/model/rights.js";
import { missingAccess, type TokenRights } from "../api/token-rights.js";

/**
 * Compares a token with what a run needs. Each need stands once, however many steps share it.
 *
 * @param rights - undefined for a token that cannot be read
 */
export function rightsReport(rights: TokenRights | undefined, needs: readonly AccessNeed[]): readonly RightReport[] {
  const missing = new Set(rights === undefined ? [] : missingAccess(rights, needs));
  return distinctNeeds(needs).map((need) => ({ need, state: stateOf(rights, missing.has(need)) }));
}

function stateOf(rights: TokenRights | undefined, isMissing: boolean): RightReport["state"] {
  if (rights === undefined) return "unknown";
  if (rights.advisory) return "by-role";
  return isMissing ? "missing" : "granted";
}
