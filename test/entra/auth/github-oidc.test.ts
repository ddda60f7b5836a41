import { describe, expect, test } from "vitest";
import { githubAssertion } from "../../../src/entra/auth/github-oidc.js";
import { failureOf } from "../../okta/support/failure.js";
import { startAnswering } from "../api/graph-server.js";

const TOKEN = "request-token-of-the-job";

function env(url: string, more: Record<string, string> = {}): Record<string, string> {
  return { ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: TOKEN, ...more };
}

describe("a GitHub Actions job", () => {
  test.each([{}, env(""), env("not an address"), { ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.example" }])(
    "that may not ask is told which permission it lacks: %j",
    async (given) => {
      const error = await failureOf(githubAssertion(given));
      expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
      expect(error.fix.join(" ")).toContain("id-token: write");
    },
  );

  test("asks over https only: the request token stays here otherwise", async () => {
    const server = await startAnswering((response) => response.end('{"value":"assertion"}'));
    const error = await failureOf(githubAssertion(env(server.url)));
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
    expect(server.seen).toEqual([]);
  });

  test("whose network fails is told why, without the request token", async () => {
    const error = await failureOf(githubAssertion(env("https://nobody.invalid/token?v=1")));
    expect(error).toMatchObject({ code: "sign-in-failed", exitCode: 4 });
    expect(error.message).toMatch(/GitHub did not issue a token.*DNS/);
    expect(error.message).not.toContain(TOKEN);
  });
});
