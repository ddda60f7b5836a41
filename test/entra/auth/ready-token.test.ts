import { describe, expect, test } from "vitest";
import { Secret } from "../../../src/base/secret.js";
import { openSignIn, type SignInOptions } from "../../../src/entra/auth/open-sign-in.js";
import { CLOUDS } from "../../../src/entra/auth/clouds.js";
import { failureOf } from "../../okta/support/failure.js";

const ignore = (): undefined => undefined;

function withToken(text: string | undefined): SignInOptions {
  const readyToken = text === undefined ? undefined : new Secret(text);
  return {
    way: "token-file",
    readyToken,
    graphUrl: CLOUDS.global.graph,
    needs: [],
    env: {},
    onPrompt: ignore,
    onSecret: ignore,
  };
}

describe("a ready access token", () => {
  test.each([
    "ey.token.of-somebody",
    " ey.token.of-somebody\r\n",
    "Bearer ey.token.of-somebody",
    '{ "accessToken": "ey.token.of-somebody", "expiresOn": "2026-03-25 13:45:47.000000" }',
  ])("is taken out of %j", async (text) => {
    const signIn = await openSignIn(withToken(text));
    expect(signIn.name).toBe("a ready access token");
    expect((await signIn.token()).reveal()).toBe("ey.token.of-somebody");
    expect(await signIn.token()).toBe(await signIn.token());
  });

  test.each(["", "  ", "two words", "ey\u200b.token", '{"accessToken":7}', "{broken"])(
    "that cannot be one is refused and not quoted: %j",
    async (text) => {
      const error = await failureOf(openSignIn(withToken(text)));
      expect(error).toMatchObject({ code: "graph-token-invalid", exitCode: 64 });
      if (text.trim() !== "") expect(JSON.stringify([error.message, error.fix])).not.toContain(text);
    },
  );

  test("that was not given is told", async () => {
    expect(await failureOf(openSignIn(withToken(undefined)))).toMatchObject({
      code: "sign-in-not-configured",
      exitCode: 64,
    });
  });
});
