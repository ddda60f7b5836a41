import { EXIT, SetupError } from "../../base/errors.js";
import { isLoopback } from "../../base/loopback.js";

/** The parts of one Microsoft cloud, as addresses without a slash at the end. */
export interface Cloud {
  /** Root of Microsoft Graph. */
  readonly graph: string;
  /** Where to sign in. */
  readonly authority: string;
  /** The Entra admin center, for links. */
  readonly portal: string;
}

/** Microsoft Graph docs, "National cloud deployments"; `usgov` is L4, `dod` is L5. */
export const CLOUDS = {
  global: {
    graph: "https://graph.microsoft.com",
    authority: "https://login.microsoftonline.com",
    portal: "https://entra.microsoft.com",
  },
  usgov: {
    graph: "https://graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    portal: "https://entra.microsoft.us",
  },
  dod: {
    graph: "https://dod-graph.microsoft.us",
    authority: "https://login.microsoftonline.us",
    portal: "https://entra.microsoft.us",
  },
  china: {
    graph: "https://microsoftgraph.chinacloudapi.cn",
    authority: "https://login.chinacloudapi.cn",
    portal: "https://entra.microsoftonline.cn",
  },
} as const satisfies Record<string, Cloud>;

export type CloudName = keyof typeof CLOUDS;

/**
 * The root of Microsoft Graph that a run speaks with: the cloud's own, or one on this machine. A token goes nowhere else.
 * A slash or `/v1.0` at the end of `graphUrl` is taken off.
 *
 * @throws SetupError `graph-url-invalid` (exit 64) for any other address
 */
export function graphRootOf({
  cloud,
  graphUrl,
}: {
  readonly cloud: CloudName;
  readonly graphUrl?: string | undefined;
}): string {
  const own = CLOUDS[cloud].graph;
  if (graphUrl === undefined) return own;
  const given = graphUrl.trim().replace(/(\/v1\.0)?\/*$/, "");
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url === undefined) throw invalid(graphUrl, "it is not a valid address");
  if (url.username !== "" || url.password !== "") throw invalid("(not shown)", "it contains a user name or a password");
  if (url.pathname !== "/" || url.search !== "" || url.hash !== "")
    throw invalid(graphUrl, "it must end with the host name");
  if (url.origin === own) return own;
  if (isLoopback(url.hostname) && (url.protocol === "http:" || url.protocol === "https:")) return url.origin;
  const other = Object.entries(CLOUDS).find(([, { graph }]) => graph === url.origin);
  if (other === undefined)
    throw invalid(graphUrl, "access tokens are sent only to Microsoft Graph itself and to this machine");
  throw invalid(graphUrl, `it does not belong to --cloud ${cloud}`, `Use --cloud ${other[0]} instead.`);
}

function invalid(given: string, why: string, fix?: string): SetupError {
  return new SetupError({
    code: "graph-url-invalid",
    exitCode: EXIT.usage,
    what: `The address in --graph-url cannot be used: ${given === "" ? "(empty)" : given}`,
    why,
    fix: [
      fix ??
        "Leave --graph-url out and choose the cloud with --cloud. Use --graph-url only for a simulated tenant, for example http://127.0.0.1:8080.",
    ],
  });
}
