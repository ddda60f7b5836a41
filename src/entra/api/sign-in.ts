import type { Secret } from "../../base/secret.js";

/** Where access tokens come from. */
export interface EntraSignIn {
  /** For messages, as `the Azure CLI`. */
  readonly name: string;
  /**
   * An access token for Microsoft Graph that is valid now; a cached one while it lasts.
   *
   * @throws SetupError with exit 4 when signing in fails, exit 64 when a way is not configured
   */
  token(signal?: AbortSignal): Promise<Secret>;
  /**
   * A token in place of one that was refused though its time is not over; absent where none can be had without asking
   * the user again.
   *
   * @throws SetupError as `token` does
   */
  readonly renewed?: (refused: Secret, signal?: AbortSignal) => Promise<Secret>;
}
