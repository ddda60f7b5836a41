import type { KeyObject } from "node:crypto";
import type { Secret } from "../../../base/secret.js";

/** A federated credential: whose tokens an application takes in place of a secret. Source: Microsoft Entra docs, workload-identity-federation. */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audience: string;
  /** The issuer's public key: the sandbox asks nobody for it. */
  readonly key: KeyObject;
}

/** An application of the simulated tenant that a user can sign in with. */
export interface SignInApp {
  readonly clientId: string;
  readonly name: string;
  /** Application permissions for Graph that were consented to. */
  readonly roles?: readonly string[];
  /** Delegated permissions for Graph that were consented to. */
  readonly scopes?: readonly string[];
  /** Whether users may sign in without a secret of the application: "Allow public client flows". */
  readonly publicClient?: boolean;
  readonly secrets?: readonly {
    readonly value: Secret;
    /** Milliseconds since 1970; never when absent. */
    readonly expiresAt?: number;
  }[];
  /** As PEM. */
  readonly certificates?: readonly string[];
  readonly federated?: readonly FederatedCredential[];
}
