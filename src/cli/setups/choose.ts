import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";
import { plainText } from "../../base/text.js";
import type { IdpName } from "../../base/idp-name.js";
import type { GivenWords, RememberedSetup, RememberedTenant } from "../run/remembered.js";
import { nameOfSetup, tenantInFull } from "./names.js";

/** What a command line says about which set-up it means. */
export interface Deciding {
  readonly idp: IdpName;
  readonly given: GivenWords;
  /** The template of `--template` or of a saved plan. */
  readonly template?:
    | {
        readonly name: string;
        /** Of a template of one's own: two files can have the same name, and send to different servers. */
        readonly sha256?: string | undefined;
      }
    | undefined;
  /** Whether a tenant can be the one that was named. */
  readonly fits: (tenant: RememberedTenant) => boolean;
}

/** The set-ups that nothing on the command line contradicts. Simulated tenants count only with `--remember`. */
export function fittingSetups(all: readonly RememberedSetup[], deciding: Deciding): readonly RememberedSetup[] {
  const { idp, given, template, fits } = deciding;
  const { appId, newApp, remember } = given;
  return all.filter(
    (setup) =>
      setup.idp === idp &&
      (remember !== undefined || !isSimulated(setup.tenant)) &&
      (template === undefined ||
        (template.name === setup.template.name && template.sha256 === setup.template.sha256)) &&
      (appId === undefined || isApp(setup, appId)) &&
      (newApp === undefined || (setup.app.chosen && setup.app.name === newApp)) &&
      fits(setup.tenant),
  );
}

/** Whether a tenant is on this machine. */
export function isSimulated({ url }: Pick<RememberedTenant, "url">): boolean {
  return isLoopback(new URL(url).hostname);
}

function isApp({ app }: RememberedSetup, given: string | true): boolean {
  return [app.id, app.applicationId].some((id) => id?.toLowerCase() === String(given).toLowerCase());
}

/** The error for several set-ups and nothing that decides between them. */
export function ambiguous(
  fitting: readonly RememberedSetup[],
  { all, tenantNaming }: { readonly all: readonly RememberedSetup[]; readonly tenantNaming: string },
): SetupError {
  const tenants = new Set(fitting.map(({ tenant }) => tenant.id));
  const templates = new Set(fitting.map(({ template }) => template.name));
  return new SetupError({
    code: "setup-ambiguous",
    exitCode: EXIT.usage,
    what: `This machine remembers ${String(fitting.length)} set-ups that fit: ${listed(fitting, all)}`,
    why: "nothing on the command line or in the environment decides between them",
    fix: [
      ...(tenants.size > 1 ? [`Name the tenant: ${tenantNaming}.`] : []),
      ...(templates.size > 1 ? ["Name the template: --template NAME."] : []),
      ...(tenants.size === 1 && templates.size === 1 ? ["Name the app: --app-id ID, the last part of the name."] : []),
      "Or use none of them: --fresh.",
    ],
    refused: true,
  });
}

/** Set-ups in one line, each with its tenant in full. */
export function listed(setups: readonly RememberedSetup[], all: readonly RememberedSetup[]): string {
  return setups
    .map((setup) => {
      const name = nameOfSetup(setup, all);
      const tenant = tenantInFull(setup);
      const more = name.startsWith(`${tenant}/`) ? "" : `, ${tenant}`;
      return plainText(`${name}${more}`);
    })
    .join("; ");
}
