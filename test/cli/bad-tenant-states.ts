import { Secret } from "../../src/base/secret.js";
import { answering, type Doorman } from "../support/front-door.js";
import { startScimServer } from "../support/scim-server.js";
import type { TenantWorld } from "../support/tenant-world.js";

/** A state of a tenant or a target, and how a run must tell it. */
export interface State {
  /** Brings the tenant into its state. */
  readonly furnish?: (tenant: TenantWorld) => Promise<unknown>;
  readonly orgAnswers?: Doorman;
  readonly targetAnswers?: Doorman;
  readonly args?: readonly string[];
  readonly exit: number;
  /** Of the error, or of a warning in the plan when the exit code is 0. */
  readonly code: string;
  readonly words: readonly string[];
}

const oktaSays = (errorCode: string, errorSummary: string) => ({
  errorCode,
  errorSummary,
  errorId: "oaeTest",
  errorCauses: [],
});
const FORBIDDEN = oktaSays("E0000006", "You do not have permission to perform the requested action");
const HTML = "<!doctype html><title>Welcome</title>";

/** By what is the matter. */
export const STATES: Readonly<Record<string, State>> = {
  "an app of the label that is inactive": {
    furnish: async (tenant) => {
      const id = await tenant.makeApp();
      await tenant.admin("POST", `/api/v1/apps/${id}/lifecycle/deactivate`);
    },
    exit: 1,
    code: "app-inactive",
    words: ["TOTAL (Provisioning)", "is inactive", "Activate it"],
  },
  "two apps of the label": {
    furnish: async (tenant) => {
      await tenant.makeApp();
      await tenant.makeApp();
    },
    exit: 1,
    code: "app-ambiguous",
    words: ["TOTAL (Provisioning)", "--app-id"],
  },
  "an app id that the org does not have": {
    args: ["--app-id", "0oaNobody"],
    exit: 1,
    code: "app-not-found",
    words: ["0oaNobody", "--app-id", "address"],
  },
  "an app that signs on otherwise": {
    furnish: (tenant) => tenant.makeApp({ autoLogin: true }),
    exit: 0,
    code: "app-sign-on-differs",
    words: ["SWA, not SAML 2.0", "--app-id"],
  },
  "an app in Federation Broker Mode": {
    furnish: (tenant) => tenant.makeApp({ implicitAssignment: true }),
    exit: 0,
    code: "app-assigned-to-everyone",
    words: ["Federation Broker Mode", "General tab"],
  },
  "an app to which Everyone is assigned": {
    furnish: async (tenant) => {
      await tenant.assign(await tenant.makeApp(), "Everyone");
    },
    exit: 0,
    code: "everyone-assigned",
    words: ["Everyone", "Assignments tab"],
  },
  "people assigned before provisioning is on": {
    furnish: async (tenant) => {
      await tenant.assign(await tenant.makeApp(), "TOTAL-Admin");
    },
    exit: 0,
    code: "people-assigned-before",
    words: ["2 users", "Provision User"],
  },
  "a group that does not exist": {
    args: ["--group", "TOTAL-Analyts"],
    exit: 1,
    code: "group-not-found",
    words: ["TOTAL-Analyts", "TOTAL-Analyst", "--create-groups"],
  },
  "a group that only an app has": {
    furnish: async (tenant) => {
      await tenant.push(await tenant.makeApp({ label: "Another app" }), "TOTAL-Analyst", { as: "Only-In-An-App" });
      await tenant.settle();
    },
    args: ["--group", "Only-In-An-App"],
    exit: 1,
    code: "group-not-okta",
    words: ["Only-In-An-App", "only as an app group", "Directory > Groups"],
  },
  "a group name on the target that another group fills": {
    furnish: async (tenant) => {
      await tenant.push(await tenant.makeApp(), "TOTAL-Analyst", { as: "TOTAL-Admin" });
      await tenant.settle();
    },
    exit: 1,
    code: "group-push-name-taken",
    words: ["TOTAL-Analyst", "TOTAL-Admin", "unlink"],
  },
  "a push that failed": {
    furnish: async (tenant) => {
      const broken = await startScimServer({ groupsStatus: 500 });
      const id = await tenant.makeApp();
      await tenant.connect(id, { baseUrl: broken.baseUrl, token: new Secret("another-token") });
      await tenant.push(id, "TOTAL-Admin");
      await tenant.settle();
      await broken.close();
    },
    exit: 0,
    code: "group-push-error",
    words: ["TOTAL-Admin", "Internal Server Error", "Push Groups tab"],
  },
  "a console part that nobody does": {
    args: ["--yes"],
    exit: 3,
    code: "",
    words: ["Lifecycle Management", "Provisioning"],
  },
  "an administrator without the right to read groups": {
    orgAnswers: answering("/api/v1/groups", 403, FORBIDDEN),
    exit: 4,
    code: "okta-forbidden",
    words: ["list the groups", "okta.groups.read", "role"],
  },
  "an administrator without the right to read apps": {
    orgAnswers: answering("/api/v1/apps", 403, FORBIDDEN),
    exit: 4,
    code: "okta-forbidden",
    words: ["list the apps", "okta.apps.read", "role"],
  },
  "a token that is not accepted": {
    orgAnswers: answering("/api/v1/", 401, oktaSays("E0000011", "Invalid token provided")),
    exit: 4,
    code: "okta-unauthorized",
    words: ["401", "Security > API > Tokens"],
  },
  "an org without Lifecycle Management": {
    furnish: (tenant) => tenant.makeApp(),
    orgAnswers: answering(
      /\/group-push\//,
      401,
      oktaSays("E0000015", "You do not have permission to access the feature"),
    ),
    exit: 4,
    code: "okta-feature-missing",
    words: ["pushed groups", "Lifecycle Management"],
  },
  "an org that answers a web page": {
    orgAnswers: answering("/", 200, HTML, { "content-type": "text/html" }),
    exit: 1,
    code: "okta-not-json",
    words: ["a web page", "org's address"],
  },
  "an org that moved": {
    orgAnswers: answering("/", 302, "", { location: "https://new.okta.com/" }),
    exit: 1,
    code: "okta-redirected",
    words: ["new.okta.com", "org's own address"],
  },
  "an org at its rate limit": {
    orgAnswers: answering("/api/v1/groups", 429, oktaSays("E0000047", "API call exceeded rate limit")),
    exit: 1,
    code: "okta-rate-limited",
    words: ["429", "a few minutes"],
  },
  "an org that is down": {
    orgAnswers: answering("/api/v1/apps", 503, HTML, { "content-type": "text/html" }),
    exit: 1,
    code: "okta-unavailable",
    words: ["503", "status.okta.com"],
  },
  "an org whose answer breaks off": {
    orgAnswers: answering("/api/v1/apps", 200, '[{"id":"0oa1","na'),
    exit: 1,
    code: "okta-not-json",
    words: ["incomplete", "proxy"],
  },
  "an org that nobody answers for": {
    args: ["--org-url", "http://127.0.0.1:9"],
    exit: 1,
    code: "okta-unreachable",
    words: ["127.0.0.1:9"],
  },
  "a target that refuses the token": {
    targetAnswers: answering("/scim", 401, { detail: "who are you" }),
    exit: 1,
    code: "target-unauthorized",
    words: ["401", "who are you", "has not expired"],
  },
  "a target whose token may not read people": {
    targetAnswers: answering("/scim", 403, {}),
    exit: 1,
    code: "target-unauthorized",
    words: ["403", "not allowed to read users"],
  },
  "a target that is elsewhere": {
    targetAnswers: answering("/scim", 404, {}),
    exit: 1,
    code: "target-not-found",
    words: ["404", "path of the SCIM base URL"],
  },
  "a target with a defect": {
    targetAnswers: answering("/scim", 500, { detail: "NullPointerException" }),
    exit: 1,
    code: "target-error",
    words: ["500", "NullPointerException", "vendor"],
  },
  "a target that is always too busy": {
    targetAnswers: answering("/scim", 429, {}, { "retry-after": "30" }),
    exit: 1,
    code: "target-error",
    words: ["429", "more requests than it allows", "a few minutes"],
  },
  "a target that answers a web page": {
    targetAnswers: answering("/scim", 200, HTML, { "content-type": "text/html" }),
    exit: 1,
    code: "target-not-scim",
    words: ["HTML", "SCIM base URL"],
  },
  "a target that redirects": {
    targetAnswers: answering("/scim", 301, "", { location: "https://scim.elsewhere.example/v2" }),
    exit: 1,
    code: "target-redirects",
    words: ["https://scim.elsewhere.example", "not followed"],
  },
  "a target whose JSON breaks off": {
    targetAnswers: answering("/scim", 200, '{"totalResults": 1, "Res'),
    exit: 1,
    code: "target-not-scim",
    words: ["not JSON", "SCIM base URL"],
  },
  "a target that tells no totalResults": {
    targetAnswers: answering("/scim", 200, { Resources: [] }),
    exit: 1,
    code: "target-not-scim",
    words: ["totalResults", "SCIM base URL"],
  },
  "a target that tells totalResults as text": {
    targetAnswers: answering("/scim", 200, { totalResults: "0", Resources: [] }),
    exit: 1,
    code: "target-not-scim",
    words: ["is text", "Okta refuses it too"],
  },
  "a target that nobody answers for": {
    args: ["--scim-base-url", "http://127.0.0.1:9/scim/v2"],
    exit: 1,
    code: "target-unreachable",
    words: ["127.0.0.1:9", "Check the host and port"],
  },
};
