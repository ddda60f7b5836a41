import { describe, expect, test } from "vitest";
import { cachedSignIn, type IssuedToken } from "../../../src/entra/auth/cached-sign-in.js";

const HOUR = 3_600_000;

/** A sign-in on a clock of its own, and how often it asked. */
function signInWith(more: Partial<IssuedToken> = {}, terms: Parameters<typeof cachedSignIn>[2] = {}) {
  const state = { now: 0, asked: 0 };
  const signIn = cachedSignIn(
    "a test",
    () => {
      state.asked += 1;
      return Promise.resolve({ token: `token-${String(state.asked)}`, expiresOnTimestamp: state.now + HOUR, ...more });
    },
    { now: () => state.now, ...terms },
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

  test("is told to those who keep secrets before it is used", async () => {
    const told: string[] = [];
    const { signIn } = signInWith({}, { onSecret: (secret) => void told.push(secret.reveal()) });
    await signIn.token();
    await signIn.token();
    expect(told).toEqual(["token-1"]);
  });

  test("that was refused is replaced once for all who met the refusal", async () => {
    let issued = 0;
    const issueAfresh = (): Promise<IssuedToken> => {
      issued += 1;
      return Promise.resolve({ token: `fresh-${String(issued)}`, expiresOnTimestamp: HOUR });
    };
    const { signIn } = signInWith({}, { issueAfresh });
    const refused = await signIn.token();
    const [first, second] = await Promise.all([signIn.renewed?.(refused), signIn.renewed?.(refused)]);
    expect([first?.reveal(), second?.reveal()]).toEqual(["fresh-1", "fresh-1"]);
    expect((await signIn.renewed?.(refused))?.reveal()).toBe("fresh-1");
    expect((await signIn.token()).reveal()).toBe("fresh-1");
  });

  test("that somebody would have to be asked for again is not replaced", () => {
    expect(signInWith().signIn.renewed).toBeUndefined();
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
