import { expect, test } from "vitest";
import type { SandboxTenant } from "../../../../src/sandbox/entra/tenant/model.js";
import { START, startWorld, textOf } from "./world.js";

/** Writes records of one job, a minute apart, the first of them now. */
function write(tenant: SandboxTenant, count: number, jobId = "scim.a"): void {
  for (let index = 0; index < count; index += 1) {
    const at = START + index * 60_000;
    const activityDateTime = new Date(at).toISOString();
    const sourceIdentity = { id: `person-${String(index)}` };
    const record = { id: tenant.newId(), activityDateTime, jobId, provisioningAction: "create", sourceIdentity };
    tenant.log.push({ visibleFrom: at + 60_000, record });
  }
}

function query(filter: string, more = ""): string {
  return `/auditLogs/provisioning?$filter=${encodeURIComponent(filter)}${more}`;
}

test("records show up late, newest first, of the job that is asked for and since the time that is asked for", async () => {
  const { sandbox, clock, call } = await startWorld();
  write(sandbox.tenant, 3);
  write(sandbox.tenant, 1, "scim.b");
  expect((await call("GET", query("jobId eq 'scim.a'"))).list).toEqual([]);
  await clock.sleep(60_000);
  expect((await call("GET", query("jobId eq 'scim.a'"))).list).toHaveLength(1);
  await clock.sleep(10 * 60_000);
  const all = await call("GET", query("jobId eq 'scim.a'", "&$orderby=activityDateTime desc&$top=100"));
  expect(all.list.map((one) => textOf(one["activityDateTime"]).slice(11, 16))).toEqual(["10:02", "10:01", "10:00"]);
  const since = await call("GET", query("jobId eq 'scim.a' and activityDateTime ge 2026-11-20T10:01:00Z"));
  expect(since.list).toHaveLength(2);
  expect((await call("GET", query("sourceIdentity/id eq 'person-0'"))).list).toHaveLength(2);
  await clock.sleep(60_000);
  expect((await call("GET", query("jobId eq 'SCIM.A'"))).list).toEqual([]);
});

test("pages are of a hundred unless asked otherwise, and every record comes once", async () => {
  const { sandbox, clock, call } = await startWorld();
  write(sandbox.tenant, 230);
  await clock.sleep(300 * 60_000);
  const seen = new Set<string>();
  let next = query("jobId eq 'scim.a'");
  while (next !== "") {
    const { body, list } = await call("GET", next);
    expect(list.length).toBeLessThanOrEqual(100);
    for (const one of list) seen.add(textOf(one["id"]));
    next = textOf(body["@odata.nextLink"]);
  }
  expect(seen.size).toBe(230);
});

test("the log takes five requests in ten seconds", async () => {
  const { clock, call } = await startWorld();
  for (let count = 0; count < 5; count += 1) expect((await call("GET", query("jobId eq 'x'"))).status).toBe(200);
  const refused = await call("GET", query("jobId eq 'x'"));
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "10"]);
  await clock.sleep(10_000);
  expect((await call("GET", query("jobId eq 'x'"))).status).toBe(200);
});

test("without P1 there is no log, and a filter that Graph does not have is refused", async () => {
  const free = await startWorld({ licence: "free" });
  expect(await free.call("GET", query("jobId eq 'x'"))).toMatchObject({
    status: 403,
    error: { code: "Authentication_RequestFromNonPremiumTenantOrB2CTenant" },
  });
  const { call } = await startWorld();
  expect((await call("GET", query("jobId ne 'x'"))).error.code).toBe("Request_UnsupportedQuery");
  expect((await call("GET", query("tenantId eq 'x'"))).status).toBe(400);
  expect((await call("GET", query("jobId eq 'x'", "&$orderby=jobId"))).status).toBe(400);
  expect((await call("GET", query("activityDateTime ge yesterday"))).status).toBe(400);
});

test("the filters of Microsoft's own test workflow: any letter case of the action, any() over changes, contains", async () => {
  const { sandbox, clock, call } = await startWorld();
  write(sandbox.tenant, 2);
  const [first, second] = sandbox.tenant.log.map(({ record }) => record);
  Object.assign(first ?? {}, {
    provisioningAction: "disable",
    modifiedProperties: [{ displayName: "manager", oldValue: null, newValue: "7" }],
    sourceIdentity: { id: "person-0", displayName: "Ada Berg" },
  });
  await clock.sleep(10 * 60_000);
  const found = async (filter: string) => {
    await clock.sleep(10_000);
    return (await call("GET", query(filter))).list.map((one) => one["id"]);
  };
  expect(await found("provisioningAction eq 'Create'")).toEqual([second?.id]);
  expect(await found("provisioningAction eq 'DISABLE' and jobId eq 'scim.a'")).toEqual([first?.id]);
  expect(await found("modifiedProperties/any(p: p/displayName eq 'manager')")).toEqual([first?.id]);
  expect(await found("modifiedProperties/any(p: p/displayName eq 'manager' and p/newValue eq '8')")).toEqual([]);
  expect(await found("contains(sourceIdentity/displayName, 'Berg')")).toEqual([first?.id]);
  expect(await found("contains(sourceIdentity/displayName, 'berg')")).toEqual([]);
});
