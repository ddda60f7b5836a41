import { SetupError } from "../../../base/errors.js";
import type { TenantSession } from "../../../setup/model/ports.js";
import type { AccessNeed } from "../../../setup/model/rights.js";
import { failedWith, ok, type Check } from "../../run/check.js";
import type { OpenParts, RequestContext, SignedIn } from "../../run/signed-in.js";
import type { Needs } from "./tenant.js";

/** The clock, signal, events and record of an examination's requests. */
export type ExaminationContext = RequestContext & Pick<OpenParts, "emit" | "onSecret">;

/** Signs in with all rights that a run needs; where that is refused, with fewer, so the remaining checks can still run. */
export async function signIn<Tenant>(
  start: () => Promise<SignedIn<Tenant>>,
  context: ExaminationContext,
  { reads, writes }: Needs,
  checks: Check[],
): Promise<TenantSession<Tenant> | undefined> {
  try {
    const signedIn = await start();
    signedIn.secrets.forEach(context.onSecret);
    for (const notice of signedIn.notices) checks.push(ok("address", "inputs", notice));
    const open = (access: readonly AccessNeed[]) => signedIn.open({ ...context, access, timeoutMs: undefined });
    const session = await openWith(open, [[...reads, ...writes], reads, []], checks);
    const { signedInAs, url, name } = session.identity;
    const where = name === undefined ? url : `${name}, ${url}`;
    checks.push(
      ok("sign-in", "sign-in", `Signed in${signedInAs === undefined ? "" : ` as ${signedInAs}`} to ${where}.`),
    );
    return session;
  } catch (error) {
    checks.push(failedWith("sign-in", "sign-in", error));
    return undefined;
  }
}

/** Errors of a sign-in that asked for rights that are not granted. */
const TOO_MUCH = new Set(["access-missing", "okta-scope-not-granted"]);

async function openWith<Tenant>(
  open: (access: readonly AccessNeed[]) => Promise<TenantSession<Tenant>>,
  [access = [], ...less]: readonly (readonly AccessNeed[])[],
  checks: Check[],
): Promise<TenantSession<Tenant>> {
  try {
    return await open(access);
  } catch (error) {
    if (!(error instanceof SetupError) || !TOO_MUCH.has(error.code) || less.length === 0) throw error;
    const rest = await openWith(open, less, checks);
    const id = `rights-${String(less.length)}`;
    if (!checks.some((check) => check.code === error.code && check.what === error.message))
      checks.push(failedWith(id, "rights", error));
    return rest;
  }
}
