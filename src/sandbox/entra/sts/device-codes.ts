import { randomBytes, randomInt } from "node:crypto";
import { refused } from "./errors.js";

/** One sign-in that a user is to complete elsewhere. */
interface DeviceSignIn {
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  state: "pending" | "approved" | "declined";
}

/** The device authorization flow (RFC 8628). */
export interface DeviceCodes {
  begin(sign: Pick<DeviceSignIn, "clientId" | "scopes">): {
    readonly deviceCode: string;
    readonly userCode: string;
    readonly expiresInS: number;
  };
  /** @throws Error when no user is asked for this code */
  decide(userCode: string, state: "approved" | "declined"): void;
  /**
   * What an application gets that asks whether the user is done. An approved code counts once.
   *
   * @returns the scopes that were asked for
   * @throws SignInRefusal while nobody decided, and when a user declined or time is up
   */
  redeem(deviceCode: string, clientId: string): readonly string[];
}

/** Microsoft identity platform docs, v2-oauth2-device-code. */
const LIFETIME_S = 900;
/** Without vowels, and without what is easily misread. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";

/** @param now - milliseconds since 1970 */
export function createDeviceCodes(now: () => number): DeviceCodes {
  const byDevice = new Map<string, DeviceSignIn>();
  const byUser = new Map<string, DeviceSignIn>();
  return {
    begin: ({ clientId, scopes }) => {
      const sign: DeviceSignIn = { clientId, scopes, expiresAt: now() + LIFETIME_S * 1_000, state: "pending" };
      const deviceCode = randomBytes(32).toString("base64url");
      const userCode = Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join("");
      byDevice.set(deviceCode, sign);
      byUser.set(userCode, sign);
      return { deviceCode, userCode, expiresInS: LIFETIME_S };
    },
    decide: (userCode, state) => {
      const sign = byUser.get(userCode);
      if (sign === undefined) throw new Error("nobody is asked for this code");
      sign.state = state;
    },
    redeem: (deviceCode, clientId) => {
      const sign = byDevice.get(deviceCode);
      if (sign?.clientId !== clientId)
        throw refused("bad_verification_code", 70_018, "The provided device code is not valid.");
      if (now() >= sign.expiresAt)
        throw refused("expired_token", 70_020, "The provided value for the input parameter 'device_code' has expired.");
      if (sign.state === "pending")
        throw refused(
          "authorization_pending",
          70_016,
          "OAuth 2.0 device flow error. Authorization is pending. Continue polling.",
        );
      // No number is documented for it.
      if (sign.state === "declined")
        throw refused("authorization_declined", 0, "The end user denied the authorization request.");
      byDevice.delete(deviceCode);
      return sign.scopes;
    },
  };
}
