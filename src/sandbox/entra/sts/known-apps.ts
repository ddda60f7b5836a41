import { AZURE_CLI } from "./token.js";
import type { SignInApp } from "./apps.js";
import { refused } from "./errors.js";

/** The Azure CLI's application, which every tenant knows. */
const CLI_APP: SignInApp = {
  clientId: AZURE_CLI,
  name: "Microsoft Azure CLI",
  publicClient: true,
  scopes: ["Directory.AccessAsUser.All", "User.Read"],
};

/** The applications that a user can sign in with. */
export interface KnownApps {
  /** @throws SignInRefusal for one that is not there, or is disabled */
  find(clientId: string): SignInApp;
  disable(clientId: string): void;
}

export function knownApps(given: readonly SignInApp[]): KnownApps {
  const apps = new Map([CLI_APP, ...given].map((app) => [app.clientId, app]));
  const disabled = new Set<string>();
  return {
    find: (clientId) => {
      const app = apps.get(clientId);
      if (app === undefined) {
        throw refused(
          "unauthorized_client",
          700_016,
          `Application with identifier '${clientId.slice(0, 80)}' was not found in the directory 'Northwind'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.`,
        );
      }
      if (disabled.has(clientId))
        throw refused("unauthorized_client", 7_000_112, `Application '${clientId}'(${app.name}) is disabled.`);
      return app;
    },
    disable: (clientId) => void disabled.add(clientId),
  };
}
