import { EXIT, SetupError } from "../../base/errors.js";
import type { ServicePrincipal } from "../api/schemas.js";

/** The application that provisions in the place of one that cannot. */
export interface SecondApp {
  readonly name: string;
  /** Its object id when it exists. */
  readonly id: string | undefined;
  /** The option that chose the application that cannot provision. */
  readonly told: "--new-app" | "--app-id" | undefined;
}

/**
 * Says that an application cannot provision, in Microsoft's terms (Entra docs, app-provisioning known issues: "If you create
 * an app registration, the corresponding service principal in enterprise apps won't be enabled for automatic user provisioning").
 *
 * @param offered - the provisioning templates it offers instead
 */
export function cannotProvision(
  { id, displayName }: ServicePrincipal,
  offered: readonly string[],
  second: SecondApp,
): SetupError {
  return new SetupError({
    code: "app-cannot-provision",
    exitCode: EXIT.failed,
    what: `The enterprise application "${displayName}" (${id}) cannot provision over SCIM`,
    why:
      offered.length === 0
        ? "it comes from an app registration, like most applications for OIDC sign-in, and Microsoft does not offer automatic provisioning for those; unless the vendor publishes it in Microsoft's gallery, provisioning needs a second, non-gallery application"
        : `it offers only ${offered.map((one) => `"${one}"`).join(", ")}, the connectors of a gallery application, and not the one for any SCIM server`,
    fix: [second.told === "--new-app" ? OTHER_NAME : useSecond(second, displayName)],
    refused: true,
  });
}

const OTHER_NAME = 'Choose a name that is not in use yet: --new-app "Another name".';

function useSecond({ name, id, told }: SecondApp, first: string): string {
  const what =
    id === undefined
      ? `this creates "${name}", a second, non-gallery application (or choose its name: --new-app "Another name")`
      : `this uses the existing application "${name}" (${id})`;
  const how = told === undefined ? "with --new-app" : `with --new-app instead of ${told}`;
  return `Run again ${how}: ${what}. Sign-in stays with "${first}", which is not changed.`;
}
