import {
  AggregateAuthenticationError,
  AuthenticationError,
  AuthenticationRequiredError,
  CredentialUnavailableError,
  type TokenCredential,
} from "@azure/identity";
import { describe, expect, test } from "vitest";
import { EXIT, SetupError } from "../../../src/base/errors.js";
import { SIGN_IN_PROBLEMS } from "../../../src/entra/auth/aadsts.js";
import { signInFrom } from "../../../src/entra/auth/open-sign-in.js";
import { hearRefusals } from "../../../src/entra/auth/refusals.js";
import { failureOf } from "../../okta/support/failure.js";

const TRACE = "0c9a1f2e-1111-4222-8333-444455556666";
const ENV = { AZURE_CLIENT_SECRET: "client-secret-of-the-pipeline" };

/** What the sign-in service answers, as @azure/identity makes an error of it. */
function refusal(code: string, words: string): AuthenticationError {
  const description = `AADSTS${code}: ${words}. Trace ID: ${TRACE} Correlation ID: ${TRACE} Timestamp: 2026-03-25 13:45:47Z`;
  return new AuthenticationError(401, { error: "invalid_client", error_description: description, trace_id: TRACE });
}

/** At the time of those answers, unless said otherwise. */
function signInThatThrows(error: unknown, now = Date.UTC(2026, 2, 25, 13, 45, 47)): Promise<unknown> {
  const credential: TokenCredential = {
    getToken: () => {
      throw error;
    },
  };
  return signInFrom({ name: "a client secret", credential, scopes: ["s"] }, ENV, { now: () => now }).token();
}

describe("a sign-in that is refused", () => {
  test.each(Object.keys(SIGN_IN_PROBLEMS))("with AADSTS%s is explained, with what to do", async (code) => {
    const error = await failureOf(signInThatThrows(refusal(code, "Microsoft's own words")));
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4, requestId: TRACE, refused: true });
    expect(error.what).toBe(`Sign-in to Microsoft Entra ID with a client secret failed (AADSTS${code})`);
    expect(error.why).toMatch(/^[a-zMC].*: Microsoft's own words\.?$/);
    expect(error.fix.join(" ")).toMatch(/^[A-Z].*[.]$/);
  });

  test.each([
    ["90002", /--tenant/],
    ["700016", /--client-id/],
    ["7000215", /use its Value/],
    ["7000222", /new secret/],
    ["65001", /admin consent/],
    ["50076", /browser/],
    ["53003", /Conditional Access/],
    ["50105", /Users and groups/],
    ["500011", /--cloud/],
  ])("AADSTS%s says how to mend it", async (code, fix) => {
    expect((await failureOf(signInThatThrows(refusal(code, "words")))).fix.join(" ")).toMatch(fix);
  });

  test("with a code that is not known is told in Microsoft's own words", async () => {
    const error = await failureOf(signInThatThrows(refusal("99999999", "Something new")));
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
    expect(error.message).toContain("(AADSTS99999999): Something new");
  });

  test("is told without secrets and without the library's own texts", async () => {
    const error = await failureOf(
      signInThatThrows(refusal("7000215", `The secret ${ENV.AZURE_CLIENT_SECRET} is wrong`)),
    );
    expect(error.message).toContain("The secret [redacted] is wrong");
    const other = await failureOf(
      signInThatThrows(new Error(`failed with body client_secret=${ENV.AZURE_CLIENT_SECRET}`)),
    );
    expect(other.message).not.toContain("client_secret");
    for (const one of [error, other]) expect(one.cause).toBeUndefined();
  });

  test.each([
    [10, "700024", "sign-in-clock-off", /^this machine's clock is 10 minutes ahead of Microsoft's: /],
    [-10, "700024", "sign-in-clock-off", /^this machine's clock is 10 minutes behind Microsoft's: /],
    [-7, "500133", "sign-in-clock-off", /^this machine's clock is 7 minutes behind Microsoft's: /],
    [1, "700024", "sign-in-failed", /^the assertion has expired or is not valid yet: /],
    [60, "7000222", "sign-in-failed", /^the client secret has expired: /],
  ])("on a clock that is %i minutes off, with AADSTS%s, is told as %s", async (minutes, code, told, why) => {
    const now = Date.UTC(2026, 2, 25, 13, 45 + minutes, 47);
    const error = await failureOf(signInThatThrows(refusal(code, "Microsoft's own words"), now));
    expect(error).toMatchObject({ code: told, exitCode: 4 });
    expect(error.why).toMatch(why);
    expect(error.fix.join(" ").includes("60 minutes ahead")).toBe(minutes === 60);
  });

  test("is told in the sign-in service's own words where the library's say less", async () => {
    const credential: TokenCredential = { getToken: () => Promise.reject(new Error("endpoints_resolution_error: x")) };
    const heard = "invalid_tenant: AADSTS90002: Tenant 'x' not found. Trace ID: a";
    const refusals = { ...hearRefusals(), heard: () => heard };
    const signIn = signInFrom({ name: "a way", credential, scopes: ["s"], refusals }, ENV);
    expect(await failureOf(signIn.token())).toMatchObject({
      code: "sign-in-failed",
      why: "this cloud has no such tenant: Tenant 'x' not found.",
    });
  });

  test("never quotes an assertion that comes back", async () => {
    const assertion = "eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJyZXBvIn0.c2lnbmF0dXJl";
    const error = await failureOf(signInThatThrows(refusal("50027", `The token ${assertion} is malformed`)));
    expect(error.message).toContain("The token [redacted] is malformed");
  });

  test("within a chain is told instead of what the others lack", async () => {
    const chain = new AggregateAuthenticationError([
      new CredentialUnavailableError("EnvironmentCredential is unavailable."),
      new CredentialUnavailableError(
        "ERROR: AADSTS50076: Due to a configuration change you must use MFA.\nTrace ID: x",
      ),
    ]);
    const error = await failureOf(signInThatThrows(chain));
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
    expect(error.what).toContain("AADSTS50076");
  });

  test("for want of a person is refused, too", async () => {
    const error = await failureOf(
      signInThatThrows(new AuthenticationRequiredError({ scopes: [], message: "sign in" })),
    );
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
  });
});

describe("texts as the library really makes them (measured with 4.13.1)", () => {
  const asRequired = (message: string): Promise<SetupError> =>
    failureOf(signInThatThrows(new AuthenticationRequiredError({ scopes: [], message })));

  test("hold Microsoft's code between the library's own words", async () => {
    const error = await asRequired(
      `invalid_client: Error(s): 7000222 - Timestamp: Not Available - Description: AADSTS7000222: The provided client secret keys for app 'x' are expired. Visit the portal. Trace ID: ${TRACE} Correlation ID: ${TRACE} Timestamp: 2026-03-25 13:45:47Z - Correlation ID: Not Available - Trace ID: ${TRACE}`,
    );
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4, requestId: TRACE });
    expect(error.why).toBe(
      "the client secret has expired: The provided client secret keys for app 'x' are expired. Visit the portal.",
    );
  });

  test("may keep only the kind of refusal", async () => {
    const error = await asRequired("post_request_failed: unauthorized_client");
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
    expect(error.why).toBe("Microsoft's sign-in service answered unauthorized_client");
  });

  test("of a network that fails are no matter of rights", async () => {
    const error = await asRequired("network_error: See https://aka.ms/msal.js.errors#network_error for details");
    expect(error).toMatchObject({ code: "sign-in-unreachable", exitCode: 1 });
  });

  test("of a chain in which only a network fails where nothing is set up are about what is not set up", async () => {
    const chain = new AggregateAuthenticationError([
      new CredentialUnavailableError("EnvironmentCredential is unavailable."),
      new CredentialUnavailableError("ManagedIdentityCredential: Network unreachable. Message: network_error: x"),
    ]);
    expect(await failureOf(signInThatThrows(chain))).toMatchObject({ code: "sign-in-not-configured" });
  });
});

describe("a sign-in that is not set up", () => {
  test("says what each way of the chain lacks", async () => {
    const chain = new AggregateAuthenticationError([
      new CredentialUnavailableError("EnvironmentCredential is unavailable. No underlying credential could be used."),
      new CredentialUnavailableError("Azure CLI could not be found. Please visit https://aka.ms/azure-cli.\nMore."),
    ]);
    const error = await failureOf(signInThatThrows(chain));
    expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
    expect(error.why).toBe("EnvironmentCredential is unavailable; Azure CLI could not be found");
    expect(error.fix.join(" ")).toMatch(/az login.*--sign-in.*--graph-token-file/);
  });

  test("gives no token", async () => {
    const credential: TokenCredential = { getToken: () => Promise.resolve(null) };
    const signIn = signInFrom({ name: "the default chain", credential, scopes: ["s"] }, {});
    expect(await failureOf(signIn.token())).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
  });
});

describe("a sign-in without an answer", () => {
  test("is told as such", async () => {
    const error = new CredentialUnavailableError("endpoints_resolution_error: See https://aka.ms/msal.js.errors");
    expect(await failureOf(signInThatThrows(error))).toMatchObject({ code: "sign-in-unreachable", exitCode: 1 });
  });

  test("that is interrupted ends with the reason", async () => {
    const interrupt = new AbortController();
    const credential: TokenCredential = {
      getToken: () => {
        interrupt.abort(new Error("interrupted by Ctrl-C"));
        return Promise.reject(new Error("aborted"));
      },
    };
    const signIn = signInFrom({ name: "the browser", credential, scopes: ["s"] }, {});
    await expect(signIn.token(interrupt.signal)).rejects.toThrow("interrupted by Ctrl-C");
  });

  test("hands an error of ours on", async () => {
    const ours = new SetupError({
      code: "sign-in-failed",
      exitCode: EXIT.access,
      what: "GitHub gave no token",
      fix: [],
    });
    expect(await failureOf(signInThatThrows(ours))).toBe(ours);
  });
});

test("a token is asked for with the scopes of the way, and the signal", async () => {
  const asked: unknown[] = [];
  const credential: TokenCredential = {
    getToken: (scopes, options) => {
      asked.push(scopes, options?.abortSignal);
      return Promise.resolve({ token: "the-token", expiresOnTimestamp: 10 * 3_600_000 });
    },
  };
  const { signal } = new AbortController();
  const signIn = signInFrom({ name: "a way", credential, scopes: ["a", "b"] }, {}, { now: () => 0 });
  expect((await signIn.token(signal)).reveal()).toBe("the-token");
  expect(asked).toEqual([["a", "b"], signal]);
});
