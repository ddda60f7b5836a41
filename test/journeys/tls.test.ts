import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { describe, expect, test } from "vitest";
import { runCli } from "../support/run-cli.js";
import { TEST_AUTHORITY, tlsServer } from "../support/tls-server.js";

describe("an org whose certificate cannot be trusted", () => {
  test.each<["expired" | "other-host", RegExp, RegExp]>([
    ["expired", /its certificate has expired, or this machine's clock is wrong/, /date and time/],
    ["other-host", /its certificate belongs to another host/, /Check the address/],
  ])(
    "because it is %s is told at once, also where NODE_EXTRA_CA_CERTS names the authority",
    async (which, why, fix) => {
      const server = tlsServer(which).listen(0, "127.0.0.1");
      await once(server, "listening");
      const { port } = server.address() as AddressInfo;
      const org = `https://localhost:${String(port)}`;
      const { code, stdout } = await runCli(
        ["okta", "plan", "--json", "--no-input", "--scim-base-url", "https://scim.example/v2", "--org-url", org],
        { env: { NODE_EXTRA_CA_CERTS: TEST_AUTHORITY, OKTA_CLIENT_TOKEN: "00not-a-token-of-anybody" } },
      );
      server.closeAllConnections();
      server.close();

      const { errors } = JSON.parse(stdout) as { readonly errors: readonly Readonly<Record<string, string>>[] };
      expect(code).toBe(1);
      expect(errors[0]?.["code"]).toBe("okta-unreachable");
      expect(errors[0]?.["message"]).toMatch(why);
      expect(errors[0]?.["fix"]).toMatch(fix);
    },
  );
});
