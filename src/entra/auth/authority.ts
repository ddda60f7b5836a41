import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";
import { CLOUDS, type CloudName } from "./clouds.js";

/** Where signing in goes. */
export interface Authority {
  /** As `https://login.microsoftonline.com`. */
  readonly host: string;
  /** True for the sign-in service of a simulated tenant on this machine. */
  readonly simulated: boolean;
}

interface AuthorityChoice {
  readonly cloud: CloudName;
  /** Root of Microsoft Graph: what the tokens are for. */
  readonly graphUrl: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A real sign-in's token is for Microsoft alone. */
function tokenMissing(): SetupError {
  return new SetupError({
    code: "input-missing",
    exitCode: EXIT.usage,
    what: "The access token of the simulated tenant is missing",
    why: "--graph-url points to a simulated Microsoft Graph on this machine, and a real sign-in would send a real token there",
    fix: [
      "Add --graph-token-file FILE with the token from total-setup sandbox entra.",
      "Or set AZURE_AUTHORITY_HOST to the simulated sign-in service on this machine.",
    ],
  });
}

/**
 * The sign-in service of a run: that of the cloud, or the one AZURE_AUTHORITY_HOST names on this machine. A simulated tenant
 * gets simulated sign-ins only, and a real one real ones only: no secret and no token goes from one to the other.
 *
 * @throws SetupError `authority-host-invalid` or, for a simulated tenant with a real sign-in, `input-missing` (exit 64)
 */
export function authorityOf({ cloud, graphUrl, env }: AuthorityChoice): Authority {
  const own = CLOUDS[cloud].authority;
  const given = (env["AZURE_AUTHORITY_HOST"] ?? "").trim();
  const simulatedGraph = isLoopback(new URL(graphUrl).hostname);
  const url = given === "" ? new URL(own) : parsed(given);
  if (url.origin !== own && !isLoopback(url.hostname)) throw elsewhere(url, cloud);
  const simulated = url.origin !== own;
  if (simulated && url.protocol !== "https:")
    throw invalid(
      url.origin,
      "sign-in requires https, even on this machine",
      "Set AZURE_AUTHORITY_HOST to an https address, for example https://localhost:PORT.",
    );
  if (simulated && !simulatedGraph) {
    throw invalid(
      url.origin,
      "it is on this machine, but Microsoft Graph is not",
      "Unset AZURE_AUTHORITY_HOST, or set --graph-url to the simulated Microsoft Graph.",
    );
  }
  if (!simulated && simulatedGraph) throw tokenMissing();
  return { host: url.origin, simulated };
}

function parsed(given: string): URL {
  const text = given.includes("://") ? given : `https://${given}`;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "")
    throw invalid(
      "(not shown)",
      "it is not a valid address, or it contains a user name",
      "Correct or unset AZURE_AUTHORITY_HOST.",
    );
  return url;
}

function elsewhere(url: URL, cloud: CloudName): SetupError {
  const other = Object.entries(CLOUDS).find(([, { authority }]) => authority === url.origin);
  return other === undefined
    ? invalid(
        url.origin,
        "secrets are sent only to Microsoft's own sign-in services and to this machine",
        "Unset AZURE_AUTHORITY_HOST, and choose the cloud with --cloud.",
      )
    : invalid(
        url.origin,
        `it does not belong to --cloud ${cloud}`,
        `Unset AZURE_AUTHORITY_HOST, or use --cloud ${other[0]}.`,
      );
}

function invalid(host: string, why: string, fix: string): SetupError {
  return new SetupError({
    code: "authority-host-invalid",
    exitCode: EXIT.usage,
    what: `The sign-in service ${host} cannot be used`,
    why,
    fix: [fix],
    refused: true,
  });
}
