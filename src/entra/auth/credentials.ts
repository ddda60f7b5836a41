import type * as AzureIdentity from "@azure/identity";
import type { TokenCredential } from "@azure/identity";
import { leftOutOf, readGivenSecret } from "../../base/given-secret.js";
import { Secret } from "../../base/secret.js";
import type { AccessNeed } from "../../setup/model/rights.js";
import type { Authority } from "./authority.js";
import { GITHUB_OIDC, githubAssertion } from "./github-oidc.js";
import { hearRefusals, type Refusals } from "./refusals.js";
import { notConfigured } from "./sign-in-errors.js";
import { missingAccess } from "../api/token-rights.js";

/** Ways to sign in that get a token of their own. */
export const SIGN_IN_WAYS = [
  "default",
  "azure-cli",
  "device-code",
  "browser",
  "client-secret",
  "certificate",
  "workload-identity",
  "github-oidc",
] as const;
export type TokenWay = (typeof SIGN_IN_WAYS)[number];

/** What signing in is given. Nothing is read from the process's own environment but by the default chain. */
export interface CredentialOptions {
  readonly way: TokenWay;
  /** Id or domain. */
  readonly tenantId?: string | undefined;
  readonly clientId?: string | undefined;
  readonly authority: Authority;
  /** Root of Microsoft Graph: what the tokens are for. A token for a simulated one is of no use to the real one, nor the other way round. */
  readonly graphUrl: string;
  /** The rights that the run needs: users are asked to consent to no more. */
  readonly needs: readonly AccessNeed[];
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Shows the user what to do, for example to enter a device code. */
  readonly onPrompt: (message: string) => void;
  /** Called with each secret that comes up. */
  readonly onSecret: (secret: Secret) => void;
}

/** Something that gives tokens, and what to ask it for. */
export interface SignInSource {
  /** For messages. */
  readonly name: string;
  readonly credential: TokenCredential;
  readonly scopes: readonly string[];
  /** Makes the credential once more, without what it remembers; absent where that would ask the user again, or change nothing. */
  readonly afresh?: () => TokenCredential;
  /** What the sign-in service said; absent where that is not recorded. */
  readonly refusals?: Refusals;
}

/** What messages call the ways. */
const NAMES: Readonly<Record<TokenWay, string>> = {
  default: "the default chain",
  "azure-cli": "the Azure CLI",
  "device-code": "a device code",
  browser: "the browser",
  "client-secret": "a client secret",
  certificate: "a certificate",
  "workload-identity": "a workload identity",
  "github-oidc": GITHUB_OIDC,
};

/** The Azure CLI's application: known in every tenant; its permissions are fixed (@azure/identity: DeveloperSignOnClientId). */
const AZURE_CLI_APP = "04b07795-8ddb-461a-bbee-02f9e1bf7b46";
const CLI_TIMEOUT_MS = 30_000;
/** Ways in which an application signs in by itself. */
const OF_APPLICATIONS: ReadonlySet<TokenWay> = new Set([
  "client-secret",
  "certificate",
  "workload-identity",
  "github-oidc",
]);

/**
 * Makes the credential of a way, with its whole configuration given. Asks for no token yet.
 *
 * @throws SetupError `sign-in-not-configured` (exit 64) naming each setting that the way lacks
 */
export async function signInSource(options: CredentialOptions): Promise<SignInSource> {
  const { way, graphUrl } = options;
  const identity = await import("@azure/identity");
  const refusals = hearRefusals();
  const create = (): TokenCredential => createCredential(identity, options, refusals);
  const source = {
    name: NAMES[way],
    credential: create(),
    scopes: [`${graphUrl}/.default`],
    refusals,
    ...(OF_APPLICATIONS.has(way) ? { afresh: create } : {}),
  };
  const asksPerson = way === "device-code" || way === "browser";
  if (!asksPerson || clientOf(options) === AZURE_CLI_APP) return source;
  return { ...source, scopes: delegatedScopes(options.needs).map((scope) => `${graphUrl}/${scope}`) };
}

function createCredential(
  identity: typeof AzureIdentity,
  options: CredentialOptions,
  refusals: Refusals,
): TokenCredential {
  const { way, clientId, env, onPrompt, onSecret } = options;
  const tenantId = tenantOf(options);
  const { host, simulated } = options.authority;
  // Microsoft's own list of sign-in services, which is asked otherwise, does not know a simulated one.
  const common = {
    authorityHost: host,
    disableInstanceDiscovery: simulated,
    additionallyAllowedTenants: [],
    additionalPolicies: [refusals.policy],
  };
  const tenant = tenantId === undefined ? {} : { tenantId };
  const cli = { ...tenant, processTimeoutInMs: CLI_TIMEOUT_MS };
  switch (way) {
    case "default": {
      const client =
        clientId === undefined ? {} : { managedIdentityClientId: clientId, workloadIdentityClientId: clientId };
      return new identity.DefaultAzureCredential({ ...common, ...cli, ...client });
    }
    case "azure-cli":
      return new identity.AzureCliCredential({ ...cli, additionallyAllowedTenants: [] });
    case "device-code":
      return new identity.DeviceCodeCredential({
        ...common,
        ...tenant,
        clientId: clientOf(options),
        userPromptCallback: (shown) => {
          // msal-node continues after a refusal, and shows nothing for it.
          const message = shown.message as string | undefined;
          if (message === undefined) throw new Error("the sign-in service sent no code");
          onPrompt(message);
        },
      });
    case "browser":
      return new identity.InteractiveBrowserCredential({ ...common, ...tenant, clientId: clientOf(options) });
    case "client-secret": {
      const [tenantOfApp, client, secret] = required(options, ["AZURE_CLIENT_SECRET"]);
      return new identity.ClientSecretCredential(tenantOfApp, client, readSecret(secret, options), common);
    }
    case "certificate": {
      const [tenantOfApp, client, certificatePath] = required(options, ["AZURE_CLIENT_CERTIFICATE_PATH"]);
      const certificatePassword = env["AZURE_CLIENT_CERTIFICATE_PASSWORD"];
      const sendCertificateChain = /^(1|true)$/i.test(env["AZURE_CLIENT_SEND_CERTIFICATE_CHAIN"] ?? "");
      return new identity.ClientCertificateCredential(
        tenantOfApp,
        client,
        { certificatePath, ...(certificatePassword === undefined ? {} : { certificatePassword }) },
        { ...common, sendCertificateChain },
      );
    }
    case "workload-identity": {
      const [tenantOfApp, client, tokenFilePath] = required(options, ["AZURE_FEDERATED_TOKEN_FILE"]);
      return new identity.WorkloadIdentityCredential({
        ...common,
        tenantId: tenantOfApp,
        clientId: client,
        tokenFilePath,
      });
    }
    case "github-oidc": {
      const [tenantOfApp, client] = required(options, [
        "ACTIONS_ID_TOKEN_REQUEST_URL",
        "ACTIONS_ID_TOKEN_REQUEST_TOKEN",
      ]);
      return new identity.ClientAssertionCredential(tenantOfApp, client, () => ofJob(env, onSecret), common);
    }
  }
}

async function ofJob(env: CredentialOptions["env"], onSecret: CredentialOptions["onSecret"]): Promise<string> {
  const assertion = await githubAssertion(env);
  onSecret(new Secret(assertion));
  return assertion;
}

function readSecret(given: string, { way, onPrompt }: CredentialOptions): string {
  const reading = readGivenSecret(given, "client-secret");
  if ("problem" in reading)
    throw notConfigured(
      NAMES[way],
      [`AZURE_CLIENT_SECRET cannot be used: ${reading.problem}`],
      ["Set it to the value of the secret alone, without its name and without quotation marks."],
    );
  if (reading.leftOut.length > 0) onPrompt(leftOutOf("AZURE_CLIENT_SECRET", reading.leftOut));
  return reading.value;
}

/** The application that users sign in to. */
function clientOf({ clientId }: CredentialOptions): string {
  return clientId ?? AZURE_CLI_APP;
}

/** @azure/identity takes only letters, digits, dots and hyphens, as ids and domains have. */
function tenantOf({ way, tenantId }: CredentialOptions): string | undefined {
  if (tenantId === undefined || tenantId === "") return undefined;
  if (/^[0-9A-Za-z.-]+$/.test(tenantId)) return tenantId;
  throw notConfigured(
    NAMES[way],
    ["--tenant or AZURE_TENANT_ID is neither the ID nor a domain of a tenant"],
    ["Use the tenant's ID or a domain, for example acme.onmicrosoft.com."],
  );
}

/** Tenant, application and the settings of these names, in this order; all that are missing are reported at once. */
function required(options: CredentialOptions, names: readonly string[]): [string, string, string] {
  const { way, clientId, env } = options;
  const tenantId = tenantOf(options);
  const values = names.map((name) => [name, env[name] ?? ""] as const);
  const lacks = [
    ...(tenantId === undefined ? ["--tenant or AZURE_TENANT_ID"] : []),
    ...((clientId ?? "") === "" ? ["--client-id or AZURE_CLIENT_ID"] : []),
    ...values.filter(([, value]) => value === "").map(([name]) => name),
  ];
  if (tenantId !== undefined && clientId !== undefined && lacks.length === 0)
    return [tenantId, clientId, values[0]?.[1] ?? ""];
  throw notConfigured(
    NAMES[way],
    lacks.map((lack) => `${lack} is not set`),
    ["Set the missing values, or choose another way with --sign-in."],
  );
}

/** Shows the tenant's name before anything is written; every application has this permission from the start. */
const TENANT_NAME = "User.Read";

/** The delegated permissions that a run asks for: the least of each need, none that another of them includes. */
export function delegatedScopes(needs: readonly AccessNeed[]): readonly string[] {
  const least = new Set(needs.flatMap(({ anyOf }) => anyOf.slice(0, 1)));
  return [...new Set([...[...least].filter((name) => !isCovered(name, least)), TENANT_NAME])].sort();
}

function isCovered(name: string, all: ReadonlySet<string>): boolean {
  const scopes = new Set([...all].filter((other) => other !== name));
  const need: AccessNeed = { anyOf: [name], role: "", purpose: "" };
  return missingAccess({ delegated: true, scopes, roles: new Set() }, [need]).length === 0;
}
