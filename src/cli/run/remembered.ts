import type { Unchecked } from "../arguments/values.js";
import type { TenantIdentity } from "../../setup/model/ports.js";
import type { Io } from "../terminal/io.js";

/** A tenant as it is remembered: enough to name it again, and nothing that signs in to it. */
export interface RememberedTenant {
  /** Address of its API. */
  readonly url: string;
  readonly id: string;
  /** As the IdP shows it. */
  readonly name?: string;
  /** Entra: the domain that `--tenant` named. */
  readonly domain?: string;
  /** Entra: the Microsoft cloud. */
  readonly cloud?: string;
}

/** The app of a set-up. */
export interface RememberedApp {
  readonly id: string;
  readonly name: string;
  /** Entra: its application (client) ID, which `--app-id` takes, too. */
  readonly applicationId?: string;
  /** Whether a person chose it with `--app-id` or `--new-app`: only then is it chosen again. */
  readonly chosen: boolean;
}

/** A template carried out on one tenant, without secrets. */
export interface RememberedSetup {
  readonly idp: TenantIdentity["idp"];
  readonly tenant: RememberedTenant;
  readonly template: {
    readonly name: string;
    /** A template of one's own: its absolute path, and the SHA-256 of its text. */
    readonly file?: string;
    readonly sha256?: string;
  };
  readonly app: RememberedApp;
  /** By input name. */
  readonly inputs: Readonly<Record<string, string | readonly string[]>>;
  /** As `--sign-in` names it; `token-file` is a ready access token. */
  readonly signIn: string;
  readonly allowUnchecked: readonly Unchecked[];
  /** ISO 8601, UTC. */
  readonly rememberedAt: string;
  readonly updatedAt: string;
}

/** The options that were given on the command line, by commander's names; those that were not are absent. */
export type GivenWords = Readonly<Record<string, string | true | undefined>>;

/** What remembering set-ups needs to know of one IdP. */
export interface TenantMemory<Tenant, Options> {
  /** Whether these options or variables name a tenant. */
  isNamed(options: Options, env: Io["env"]): boolean;
  /**
   * Whether a remembered tenant can be the one that was named; true when none was.
   *
   * @throws SetupError (exit 64) for an address that cannot be one
   */
  fits(tenant: RememberedTenant, given: GivenWords, env: Io["env"]): boolean;
  /** Whether the tenant that was named is a simulated one, on this machine. */
  isSimulated(given: GivenWords, env: Io["env"]): boolean;
  /** The options that name a tenant or an app, by commander's names. */
  readonly deciding: readonly string[];
  /** Whether a sign-in alone can lead to a tenant that nobody named. */
  readonly signsInUnnamed: boolean;
  /** The options that name a remembered tenant, by commander's names. */
  optionsOf(tenant: RememberedTenant): Readonly<Record<string, string>>;
  /** What is remembered of a tenant beside its address, ID and name. */
  detailsOf(options: Options, env: Io["env"]): Pick<RememberedTenant, "domain" | "cloud">;
  /** A remembered sign-in method as a value of `--sign-in`; undefined where it is none, or signing in was spoken of already. */
  signInOf(way: string, options: Options, env: Io["env"]): string | undefined;
  /** The app as the run last read it; undefined before it exists. */
  appOf(tenant: Tenant): Omit<RememberedApp, "chosen"> | undefined;
}
