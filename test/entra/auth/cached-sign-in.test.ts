import { describe, expect, test } from "vitest";
import { cachedSignIn, type IssuedToken } from "../../../src/entra/auth/cached-sign-in.js";

const HOUR = 3_600_000;

/** A sign-in on a clock of its own, and how often it asked. */
function signInWith(more: Partial<IssuedToken> = {}) {
  const state = { now: 0, asked: 0 };
  const signIn = cachedSignIn(
    "a test",
    () => {
      state.asked += 1;
      return Promise.resolve({ token: `token-${String(state.asked)}`, expiresOnTimestamp: state.now + HOUR, ...more });
    },
    () => state.now,
  );
  return { state, signIn };
}

describe("a token", () => {
  test("is kept until five minutes before it ends", async () => {
    const { state, signIn } = signInWith();
    const first = await signIn.token();
    state.now = HOUR - 5 * 60_000 - 1;
    expect(await signIn.token()).toBe(first);
    state.now += 1;
    expect((await signIn.token()).reveal()).toBe("token-2");
  });

  test("is renewed when those who issued it advise to", async () => {
    const { state, signIn } = signInWith({ refreshAfterTimestamp: 1_000 });
    await signIn.token();
    state.now = 1_000;
    expect((await signIn.token()).reveal()).toBe("token-2");
  });

  test("is asked for once by all who want it at the same moment", async () => {
    const { state, signIn } = signInWith();
    const tokens = await Promise.all([signIn.token(), signIn.token(), signIn.token()]);
    expect(new Set(tokens).size).toBe(1);
    expect(state.asked).toBe(1);
  });

  test("that could not be got is asked for again", async () => {
    let asked = 0;
    const signIn = cachedSignIn("a test", () => {
      asked += 1;
      if (asked === 1) return Promise.reject(new Error("not now"));
      return Promise.resolve({ token: "token", expiresOnTimestamp: Number.MAX_SAFE_INTEGER });
    });
    await expect(signIn.token()).rejects.toThrow("not now");
    expect((await signIn.token()).reveal()).toBe("token");
  });
});
