import { randomBytes, randomInt } from "node:crypto";
import type { OAuthClient } from "./client.js";
import { OAuthError } from "./errors.js";

/** Okta's own: a code is good for ten minutes, and may be asked for every five seconds (Okta: developer docs, device authorization). */
const LIFETIME_S = 600;
const INTERVAL_S = 5;
/** Without letters that users mix up. */
const LETTERS = "BCDFGHJKLMNPQRSTVWXZ";
const CODE_LENGTH = 8;

interface Device {
  readonly userCode: string;
  readonly client: OAuthClient;
  readonly scopes: readonly string[];
  readonly until: number;
  state: "waiting" | "approved" | "denied";
  intervalMs: number;
  askedAt: number;
}

/** A sign-in that waits for a user, as the endpoint answers it. */
export interface DeviceCode {
  readonly deviceCode: string;
  readonly userCode: string;
  readonly expiresIn: number;
  readonly interval: number;
}

/** Sign-ins that wait for a user with a browser (RFC 8628). */
export interface Devices {
  start(client: OAuthClient, scopes: readonly string[]): DeviceCode;
  /**
   * What the user decided.
   *
   * @throws OAuthError as long as the user did not, or said no
   */
  poll(deviceCode: string, client: OAuthClient): readonly string[];
  /** @returns false when there is no such code that waits */
  decide(userCode: string, approved: boolean): boolean;
}

/** @param approveAtOnce - the simulated administrator is there: nobody has to confirm */
export function createDevices(now: () => number, approveAtOnce: boolean): Devices {
  const devices = new Map<string, Device>();

  return {
    start: (client, scopes) => {
      const deviceCode = randomBytes(32).toString("base64url");
      const userCode = Array.from({ length: CODE_LENGTH }, () => LETTERS[randomInt(LETTERS.length)]).join("");
      devices.set(deviceCode, {
        userCode,
        client,
        scopes,
        until: now() + LIFETIME_S * 1_000,
        state: approveAtOnce ? "approved" : "waiting",
        intervalMs: INTERVAL_S * 1_000,
        askedAt: -Infinity,
      });
      return { deviceCode, userCode, expiresIn: LIFETIME_S, interval: INTERVAL_S };
    },
    poll: (deviceCode, client) => {
      const device = devices.get(deviceCode);
      if (device === undefined || device.client !== client)
        throw new OAuthError(400, "invalid_grant", "The device code is invalid.");
      if (now() > device.until) throw new OAuthError(400, "expired_token", "The device code has expired.");
      const early = now() < device.askedAt + device.intervalMs;
      device.askedAt = now();
      if (early) {
        device.intervalMs += INTERVAL_S * 1_000;
        throw new OAuthError(400, "slow_down", "The device is asking too often.");
      }
      if (device.state === "denied")
        throw new OAuthError(400, "access_denied", "The resource owner denied the request.");
      if (device.state === "waiting")
        throw new OAuthError(400, "authorization_pending", "The device authorization is pending.");
      devices.delete(deviceCode);
      return device.scopes;
    },
    decide: (userCode, approved) => {
      const wanted = userCode.replaceAll(/[^A-Za-z]/g, "").toUpperCase();
      const device = [...devices.values()].find((one) => one.userCode === wanted);
      if (device === undefined || device.state !== "waiting" || now() > device.until) return false;
      device.state = approved ? "approved" : "denied";
      return true;
    },
  };
}
