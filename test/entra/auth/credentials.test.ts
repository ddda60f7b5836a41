import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { SIGN_IN_WAYS, signInSource, type CredentialOptions } from "../../../src/entra/auth/credentials.js";
import { findApps, readGroups, syncRead, syncWrite } from "../../../src/entra/api/access.js";
import { openSignIn } from "../../../src/entra/auth/open-sign-in.js";
import { CLOUDS } from "../../../src/entra/auth/clouds.js";
import { failureOf } from "../../okta/support/failure.js";

const TENANT = "5b1d9c3e-0000-4000-8000-00000000abcd";
const CLIENT = "7e3d2c1b-0000-4000-8000-000000000001";
const ENV = {
  AZURE_CLIENT_SECRET: "client-secret-of-the-pipeline",
  AZURE_CLIENT_CERTIFICATE_PATH: "/nowhere/certificate.pem",
  AZURE_FEDERATED_TOKEN_FILE: "/nowhere/token",
  ACTIONS_ID_TOKEN_REQUEST_URL: "https://github.example/token?v=1",
  ACTIONS_ID_TOKEN_REQUEST_TOKEN: "request-token-of-the-job",
};

function options(more: Partial<CredentialOptions>): CredentialOptions {
  return {
    way: "default",
    tenantId: TENANT,
    clientId: CLIENT,
    authority: { host: CLOUDS.global.authority, simulated: false },
    graphUrl: CLOUDS.global.graph,
    needs: [findApps, readGroups, syncRead, syncWrite],
    env: ENV,
    onPrompt: () => undefined,
    onSecret: () => undefined,
    ...more,
  };
}

describe("each way", () => {
  test.each([
    ["default", "DefaultAzureCredential"],
    ["azure-cli", "AzureCliCredential"],
    ["device-code", "DeviceCodeCredential"],
    ["browser", "InteractiveBrowserCredential"],
    ["client-secret", "ClientSecretCredential"],
    ["certificate", "ClientCertificateCredential"],
    ["workload-identity", "WorkloadIdentityCredential"],
    ["github-oidc", "ClientAssertionCredential"],
  ] as const)("%s is Microsoft's %s, and asks for no token by being opened", async (way, name) => {
    const { credential } = await signInSource(options({ way }));
    expect(credential.constructor.name).toBe(name);
    expect((await openSignIn({ ...options({ way }), way })).name).not.toBe("");
  });

  test("is one of those that the command line offers", () => {
    expect(SIGN_IN_WAYS).toHaveLength(8);
  });

  test.each(SIGN_IN_WAYS)("%s refuses a tenant that is neither an id nor a domain", async (way) => {
    const error = await failureOf(signInSource(options({ way, tenantId: "acme; rm -rf /" })));
    expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
    expect(error.why).toContain("--tenant");
  });

  test.each([
    ["client-secret", ["AZURE_CLIENT_SECRET"]],
    ["certificate", ["AZURE_CLIENT_CERTIFICATE_PATH"]],
    ["workload-identity", ["AZURE_FEDERATED_TOKEN_FILE"]],
    ["github-oidc", ["ACTIONS_ID_TOKEN_REQUEST_URL", "ACTIONS_ID_TOKEN_REQUEST_TOKEN"]],
  ] as const)("%s names everything that is not set, at once", async (way, names) => {
    const error = await failureOf(signInSource(options({ way, tenantId: undefined, clientId: undefined, env: {} })));
    expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
    for (const name of ["AZURE_TENANT_ID", "AZURE_CLIENT_ID", ...names]) expect(error.why).toContain(name);
  });

  test.each([
    ["certificate", "/nowhere/certificate.pem"],
    ["workload-identity", "/nowhere/token"],
  ] as const)("%s with a file that cannot be read names it", async (way, path) => {
    const error = await failureOf((await openSignIn({ ...options({}), way })).token());
    expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
    expect(error.why).toContain(path);
  });

  test("certificate with a file that holds none says so", async () => {
    const env = { ...ENV, AZURE_CLIENT_CERTIFICATE_PATH: fileURLToPath(import.meta.url) };
    const error = await failureOf((await openSignIn({ ...options({ env }), way: "certificate" })).token());
    expect(error).toMatchObject({ code: "sign-in-not-configured", exitCode: 64 });
    expect(error.why).toContain("PEM");
  });
});

describe("the permissions that are asked for", () => {
  test("by a person through Azure CLI's application are those it has", async () => {
    const { scopes } = await signInSource(options({ way: "device-code", clientId: undefined }));
    expect(scopes).toEqual(["https://graph.microsoft.com/.default"]);
  });

  test("by a person through another application are the least, one by one", async () => {
    const { scopes } = await signInSource(options({ way: "browser", graphUrl: CLOUDS.china.graph }));
    const names = ["Application.Read.All", "GroupMember.Read.All", "Synchronization.ReadWrite.All", "User.Read"];
    expect(scopes).toEqual(names.map((name) => `https://microsoftgraph.chinacloudapi.cn/${name}`));
  });

  test("by a pipeline are those it was granted, in the cloud of the tenant", async () => {
    expect((await signInSource(options({ way: "client-secret", graphUrl: CLOUDS.usgov.graph }))).scopes).toEqual([
      "https://graph.microsoft.us/.default",
    ]);
  });
});
