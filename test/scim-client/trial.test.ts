import { describe, expect, onTestFinished, test } from "vitest";
import { systemClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { oktaTrial } from "../../src/dialect/okta/trial.js";
import type { Exchange } from "../../src/http/exchange.js";
import { tryOut, type TrialResult } from "../../src/scim-client/trial.js";
import { startTarget } from "../../src/scim-target/http.js";
import { quirksNamed } from "../../src/scim-target/target-faults.js";
import { startScimServer, type Habits, type ScimServer } from "../support/scim-server.js";

type Form = "custom" | "catalog";

async function tryAt(
  place: { readonly baseUrl: string; readonly token: Secret },
  form: Form,
): Promise<{ readonly result: TrialResult; readonly sent: readonly Exchange[] }> {
  const sent: Exchange[] = [];
  const result = await tryOut(
    { ...place, clock: systemClock(), record: (exchange) => void sent.push(exchange) },
    oktaTrial(form),
  );
  return { result, sent };
}

async function tryWithFault(fault: string | undefined, form: Form) {
  const target = await startTarget({ quirks: fault === undefined ? undefined : quirksNamed([fault]) });
  onTestFinished(() => target.close());
  const tried = await tryAt(target, form);
  const headers = { authorization: `Bearer ${target.token.reveal()}` };
  const left = await Promise.all(
    ["/Users", "/Groups"].map(async (path) => (await fetch(target.baseUrl + path, { headers })).json()),
  );
  return { ...tried, left };
}

async function tryForeign(habits: Habits, form: Form = "custom") {
  const server: ScimServer = await startScimServer(habits);
  onTestFinished(() => server.close());
  return { ...(await tryAt({ baseUrl: server.baseUrl, token: new Secret("token") }, form)), server };
}

describe("a trial", () => {
  test.each<[string | undefined, Form, TrialResult["findings"]]>([
    [undefined, "custom", []],
    [undefined, "catalog", []],
    ["target-clears-groups", "custom", [{ kind: "empty-groups", outcome: "memberships-lost", answer: "HTTP 200" }]],
    ["target-clears-groups", "catalog", [{ kind: "empty-groups", outcome: "memberships-lost", answer: "HTTP 200" }]],
    [
      "target-refuses-groups",
      "custom",
      [
        {
          kind: "empty-groups",
          outcome: "refused",
          answer: 'HTTP 400: mutability: "groups" is read-only and cannot be set',
        },
      ],
    ],
    ["target-clears-renamed", "custom", []],
    ["target-clears-renamed", "catalog", [{ kind: "rename", outcome: "memberships-lost", answer: "HTTP 204" }]],
    [
      "target-refuses-rename",
      "catalog",
      [{ kind: "rename", outcome: "refused", answer: "HTTP 400: noTarget: A replace operation needs a path" }],
    ],
  ])(
    "at a server with the fault %s, as a %s app, finds just that and leaves nothing",
    async (fault, form, findings) => {
      const { result, sent, left } = await tryWithFault(fault, form);
      expect(result).toMatchObject({ findings, left: [] });
      expect(result).not.toHaveProperty("ended");
      expect(left).toMatchObject([{ totalResults: 0 }, { totalResults: 0 }]);
      const writes = sent.filter(({ method }) => method !== "GET").length;
      expect(result.requests).toEqual({ reads: sent.length - writes, writes });
    },
  );

  test("marks its data, and sends the very update that Okta sends", async () => {
    const { sent } = await tryWithFault(undefined, "catalog");
    const userName = expect.stringMatching(/^total-setup-trial-[0-9a-f]{8}@example\.com$/) as string;
    expect(sent[0]).toMatchObject({ method: "POST", body: { userName, active: true } });
    expect(sent.find(({ method }) => method === "PUT")).toMatchObject({ body: { userName, groups: [] } });
    expect(sent.filter(({ method }) => method !== "GET").map(({ method }) => method)).toEqual([
      "POST",
      "POST",
      "PATCH",
      "PUT",
      "PATCH",
      "PATCH",
      "DELETE",
      "DELETE",
    ]);
  });

  test("says what it could not remove, and deactivates the user there", async () => {
    const { result, server } = await tryForeign({ deleteStatus: 405 });
    expect(result.left).toEqual([
      expect.stringMatching(/^the group "total-setup-trial-/) as string,
      expect.stringMatching(/^the user total-setup-trial-.*@example\.com$/) as string,
    ]);
    expect([...server.users.values()]).toMatchObject([{ active: false }]);
  });

  test.each<[string, Habits, string]>([
    ["offers no groups", { groupsStatus: 404 }, "the SCIM server answered POST /Groups with HTTP 404"],
    ["shows no user it made", { silentCreate: true }, "the answer to POST /Users had no ID"],
    ["takes no PUT", { putStatus: 405 }, "with HTTP 405: use PATCH"],
    ["asks to wait", { throttled: { nth: 1 } }, "the SCIM server answered POST /Users with HTTP 429"],
    ["dies", { diesAt: 2 }, "the SCIM server did not answer POST /Groups"],
  ])("ends early, and says why, at a server that %s", async (_name, habits, why) => {
    const { result } = await tryForeign(habits);
    expect(result.ended).toContain(why);
    expect(result.findings).toEqual([]);
  });

  test("takes no member for lost at a server that never shows members", async () => {
    const { result } = await tryForeign({ hidesMembers: true });
    expect(result).toMatchObject({ findings: [], left: [] });
  });
});
