import { createServer } from "node:http";
import { once } from "node:events";
import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { systemClock, virtualClock } from "../../src/base/clock.js";
import { Secret } from "../../src/base/secret.js";
import { runCli } from "../../src/cli/program.js";
import type { DoctorDocument } from "../../src/cli/views/output/doctor.js";
import { defaultDirectory } from "../../src/sandbox/people/default.js";
import { startEntraSandbox, type EntraSandboxOptions } from "../../src/sandbox/entra/start.js";
import { startOktaSandbox, type OktaSandboxOptions } from "../../src/sandbox/okta/start.js";
import { startTarget } from "../../src/scim-target/http.js";
import { heldDocument } from "../support/held-document.js";
import { temporaryFolder } from "../support/run-cli.js";
import { testIo } from "../support/run-in-process.js";

type Told = DoctorDocument["checks"][number];

interface Examined {
  readonly code: number;
  readonly outcome: string;
  readonly checks: readonly Told[];
  readonly text: string;
}

let target: Awaited<ReturnType<typeof startTarget>>;
beforeAll(async () => {
  target = await startTarget();
});
afterAll(() => target.close());

function secretFile(secret: Secret): string {
  const path = join(temporaryFolder(), "secret.txt");
  writeFileSync(path, `${secret.reveal()}\r\n`);
  return path;
}

async function doctor(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  now?: number,
): Promise<Examined> {
  const { io, written } = testIo([...args, "--json", "--no-input"], { env });
  const code = await runCli(now === undefined ? io : { ...io, clock: virtualClock(now) });
  const document = heldDocument(written.stdout) as DoctorDocument;
  return { code, outcome: document.outcome, checks: document.checks, text: written.stdout + written.stderr };
}

const atTarget = (): readonly string[] => [
  "--scim-base-url",
  target.baseUrl,
  "--scim-token-file",
  secretFile(target.token),
];

async function withOkta(
  options: Partial<OktaSandboxOptions>,
  args: readonly string[] = atTarget(),
  more: { readonly token?: Secret; readonly now?: number } = {},
): Promise<Examined> {
  const org = await startOktaSandbox({ directory: defaultDirectory(), scheduler: systemClock(), ...options });
  try {
    const token = secretFile(more.token ?? org.token);
    const examined = await doctor(
      ["okta", "doctor", "--org-url", org.url, "--okta-token-file", token, ...args],
      {},
      more.now,
    );
    expect(org.tenantRequests().writes).toBe(0);
    expect(examined.text).not.toContain(org.token.reveal());
    expect(examined.text).not.toContain(target.token.reveal());
    return examined;
  } finally {
    await org.close();
  }
}

async function withEntra(
  options: Partial<EntraSandboxOptions>,
  args: readonly string[] = atTarget(),
): Promise<Examined> {
  const tenant = await startEntraSandbox({ directory: defaultDirectory(), scheduler: systemClock(), ...options });
  try {
    const token = secretFile(tenant.token);
    const examined = await doctor(["entra", "doctor", "--graph-url", tenant.url, "--graph-token-file", token, ...args]);
    expect(tenant.tenantRequests().writes).toBe(0);
    expect(examined.text).not.toContain(tenant.token.reveal());
    return examined;
  } finally {
    await tenant.close();
  }
}

function named(examined: Examined, status: string): string[] {
  return examined.checks.filter((check) => check.status === status).map(({ what }) => what);
}

describe("doctor of an org where everything is there", () => {
  test("finds nothing missing, and sends nothing that writes", async () => {
    const examined = await withOkta({});
    expect(examined).toMatchObject({ code: 0 });
    expect(named(examined, "failed")).toEqual([]);
    const areas = new Set(examined.checks.map(({ area }) => area));
    expect([...areas].sort()).toEqual(["inputs", "machine", "network", "rights", "sign-in", "target", "tenant"]);
    expect(examined.text).toContain("The SCIM server accepts the token and the IdP's test requests.");
  });

  test("without a SCIM token asks the target only whether it answers", async () => {
    const examined = await withOkta({}, ["--scim-base-url", target.baseUrl]);
    expect(examined.code).toBe(0);
    expect(named(examined, "unknown").join()).toContain("Not checked: the SCIM token, because none was given.");
    expect(named(examined, "ok")).toContain(
      "All inputs that plan needs are given; apply also needs TOTAL SCIM Secret Token (--scim-token-file).",
    );
  });
});

describe("doctor names what is missing, and who can fix it", () => {
  test("a wrong API token: 4, and nothing of the tenant is looked at", async () => {
    const examined = await withOkta({}, atTarget(), { token: new Secret("00wrong") });
    expect(examined).toMatchObject({ code: 4, outcome: "failed" });
    expect(examined.checks.find(({ id }) => id === "sign-in")).toMatchObject({
      status: "failed",
      code: "okta-unauthorized",
    });
    expect(examined.checks.some(({ area }) => area === "tenant")).toBe(false);
  });

  test("a role that is missing for one area hides no other one", async () => {
    const examined = await withOkta({ adminLacks: ["groups.read"] });
    expect(examined.code).toBe(4);
    const refused = examined.checks.filter(({ status }) => status === "failed");
    expect(refused.map(({ area }) => area)).toContain("rights");
    expect(refused.map(({ fix }) => fix).join()).toContain("Group Administrator");
    expect(examined.text).toContain("3.1 Create the SAML app");
  });

  test("a clock that is ten minutes ahead", async () => {
    const examined = await withOkta({}, atTarget(), { now: Date.now() + 600_000 });
    expect(examined.checks.find(({ id }) => id === "clock")).toMatchObject({ status: "failed" });
    expect(examined.text).toContain("10 minutes ahead of that of the Okta org");
  });

  test("a token the target refuses", async () => {
    const wrong = ["--scim-base-url", target.baseUrl, "--scim-token-file", secretFile(new Secret("wrong"))];
    const examined = await withOkta({}, wrong);
    expect(examined.code).toBe(1);
    expect(examined.checks.find(({ id }) => id === "target-token")).toMatchObject({ status: "failed" });
  });

  test("inputs that were not given, each by its name", async () => {
    const examined = await withOkta({}, []);
    expect(examined.code).toBe(64);
    expect(named(examined, "failed")).toEqual(["TOTAL SCIM Base URL is missing."]);
  });

  test("several inputs that were not given are reported together, each with its flag and variable", async () => {
    const org = ["--org-url", "http://127.0.0.1:9", "--okta-token-file", secretFile(new Secret("00t"))];
    const examined = await doctor(["okta", "doctor", "--template", "senhasegura/okta", ...org]);
    const missing = examined.checks.filter(({ id }) => id.startsWith("input-"));
    expect(missing.length).toBeGreaterThan(1);
    for (const { status, what, fix } of missing) {
      expect([status, what]).toEqual(["failed", expect.stringMatching(/ is missing\.$/)]);
      expect(fix).toMatch(/^Give --[a-z-]+, or set TOTAL_SETUP_[A-Z_]+\.$/);
    }
  });

  test("a group that does not exist", async () => {
    const examined = await withOkta({}, [...atTarget(), "--group", "Nobody-Knows"]);
    expect(examined.code).toBe(1);
    expect(named(examined, "failed").join()).toContain("Nobody-Knows");
  });

  test("an org that does not answer", async () => {
    const dead = createServer().listen(0, "127.0.0.1");
    await once(dead, "listening");
    const { port } = dead.address() as AddressInfo;
    dead.close();
    const org = ["--org-url", `http://127.0.0.1:${String(port)}`, "--okta-token-file", secretFile(new Secret("00t"))];
    const examined = await doctor(["okta", "doctor", ...org, ...atTarget()]);
    expect(examined.code).toBe(1);
    expect(named(examined, "failed").join()).toContain("ECONNREFUSED");
  });

  test("certificates that are none", async () => {
    const path = join(temporaryFolder(), "ca.der");
    writeFileSync(path, "no certificate");
    const org = ["--org-url", "http://127.0.0.1:9", "--okta-token-file", secretFile(new Secret("00t"))];
    const { checks } = await doctor(["okta", "doctor", ...org], { NODE_EXTRA_CA_CERTS: path });
    expect(checks.find(({ id }) => id === "extra-ca")).toMatchObject({ status: "warning" });
  });

  test("a state folder that cannot be made", async () => {
    const file = join(temporaryFolder(), "file");
    writeFileSync(file, "");
    const org = ["--org-url", "http://127.0.0.1:9", "--okta-token-file", secretFile(new Secret("00t"))];
    const { checks } = await doctor(["okta", "doctor", ...org], { XDG_STATE_HOME: join(file, "state") });
    expect(checks.find(({ id }) => id === "state-folder")).toMatchObject({ status: "failed" });
  });

  test("a state folder whose parent is there, and cannot hold it", async () => {
    const org = ["--org-url", "http://127.0.0.1:9", "--okta-token-file", secretFile(new Secret("00t"))];
    const parent = temporaryFolder();
    const { checks } = await doctor(["okta", "doctor", ...org], { XDG_STATE_HOME: join(parent, "x".repeat(300)) });
    expect(checks.find(({ id }) => id === "state-folder")).toMatchObject({ status: "failed" });
    expect(readdirSync(parent)).toEqual([]);
  });

  test("and makes no state folder that was not there", async () => {
    const org = ["--org-url", "http://127.0.0.1:9", "--okta-token-file", secretFile(new Secret("00t"))];
    const parent = temporaryFolder();
    const { checks } = await doctor(["okta", "doctor", ...org], { XDG_STATE_HOME: join(parent, "deep", "state") });
    expect(checks.find(({ id }) => id === "state-folder")).toMatchObject({ status: "ok" });
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("doctor of an Entra tenant", () => {
  test("where everything is there", async () => {
    const examined = await withEntra({});
    expect(named(examined, "failed")).toEqual([]);
    expect(examined.code).toBe(0);
    expect(named(examined, "ok").join()).toContain("granted");
  });

  test("names each permission that is missing, for looking and for writing", async () => {
    const examined = await withEntra({
      scopes: [
        "Application.Read.All",
        "Group.Read.All",
        "User.Read.All",
        "Synchronization.Read.All",
        "Organization.Read.All",
      ],
    });
    expect(examined.code).toBe(4);
    const missing = examined.checks.filter(({ status, area }) => status === "failed" && area === "rights");
    expect(missing.map(({ what }) => what).join()).toMatch(
      /Synchronization\.ReadWrite\.All[^,]* is missing: apply needs it/,
    );
    expect(missing.every(({ fix }) => fix.length > 0)).toBe(true);
    expect(examined.text).toContain(
      "3.1 Find or create the enterprise application: readable; apply will make 1 change.",
    );
  });

  test("warns of a plan that assigns no groups", async () => {
    const examined = await withEntra({ licence: "free" });
    expect(examined.checks.find(({ code }) => code === "licence-p1-missing")).toMatchObject({ status: "warning" });
  });
});

test("for a person, the end says what comes next", async () => {
  const { io, written } = testIo(["okta", "doctor", "--org-url", "http://127.0.0.1:9", "--no-input"]);
  expect(await runCli(io)).toBe(64);
  expect(written.stdout).toContain("This machine\n");
  expect(written.stdout).toMatch(
    /\nNot ready: \d+ checks failed \(.*\)\.\nNext, after fixing what failed:\n {2}total-setup okta doctor.*\n$/,
  );
});
