import { afterEach, expect, test } from "vitest";
import { Secret } from "../../../../src/base/secret.js";
import { startBadTarget } from "../../okta/bad-target.js";
import { startWorld } from "./world.js";

const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.close()));
});

async function validate(
  answer: Parameters<typeof startBadTarget>[0],
  options: { readonly templateId?: string; readonly query?: string; readonly token?: Secret | undefined } = {},
) {
  const target = await startBadTarget(answer);
  open.push(target);
  const world = await startWorld([]);
  const validation = await world.engine.validate({
    templateId: options.templateId ?? "scim",
    baseAddress: target.baseUrl + (options.query ?? ""),
    secretToken: "token" in options ? options.token : new Secret("s3cret-token"),
    matchingAttribute: "userName",
  });
  return { validation, world };
}

test("the connection is good when nobody is found", async () => {
  const { validation, world } = await validate(() => undefined);
  expect(validation).toEqual({ ok: true });
  expect(world.sent.map(({ method, path }) => `${method} ${path}`)).toEqual([
    expect.stringMatching(/^GET \/scim\/Users\?filter=userName\+eq\+%22[0-9a-f-]{36}%22$/),
  ]);
});

test("a refused token is told with the target's status, headers and body, without what was sent", async () => {
  const { validation } = await validate(() => ({
    status: 401,
    headers: { "x-vendor": "northwind" },
    body: { detail: "token expired" },
  }));
  expect(validation).toMatchObject({ ok: false, code: "CredentialValidationUnavailable" });
  const message = validation.ok ? "" : validation.message;
  expect(message).toContain("SystemForCrossDomainIdentityManagementCredentialValidationUnavailable");
  expect(message).toMatch(/Resource: http:\/\/127\.0\.0\.1:\d+\/scim\/Users\?filter=userName\+eq\+"[0-9a-f-]{36}"/);
  expect(message).toContain("Response Status Code: Unauthorized");
  expect(message).toContain("x-vendor: northwind");
  expect(message).toContain('{"detail":"token expired"}');
  expect(message).not.toContain("s3cret-token");
});

test("a wrong path is told as a service that is not compatible", async () => {
  const { validation } = await validate(() => ({ status: 404 }));
  expect(validation.ok ? "" : validation.message).toMatch(
    /SystemForCrossDomainIdentityManagementServiceIncompatible.*An HTTP\/404 Not Found response was returned rather than the expected HTTP\/200 OK response/,
  );
});

test("nobody who answers is told too", async () => {
  const { validation } = await validate(() => "broken");
  expect(validation.ok ? "" : validation.message).toContain("No answer was received: ");
});

test("an address that is none fails without a request", async () => {
  const { validation, world } = await validate(() => undefined, { query: "#fragment" });
  expect(validation).toMatchObject({ ok: false, message: "Please provide a valid tenant URL for your application." });
  expect(world.sent).toEqual([]);
});

test("the old template appends /scim to the address, whose query stays", async () => {
  const { world } = await validate(() => undefined, { templateId: "customappssoOutDelta", query: "?tenant=7" });
  expect(world.sent[0]?.path).toMatch(/^\/scim\/scim\/Users\?filter=.*&tenant=7$/);
});

test("without a secret token the service shows one of its own", async () => {
  let asked = 0;
  const { validation } = await validate(
    () => {
      asked += 1;
      return undefined;
    },
    { token: undefined },
  );
  expect(validation).toEqual({ ok: true });
  expect(asked).toBe(1);
});
