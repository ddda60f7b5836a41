import { readFileSync } from "node:fs";
import { formValues, samlSignOn } from "./console-values.js";
import { fileURLToPath } from "node:url";
import { virtualClock, type VirtualClock } from "../../src/base/clock.js";
import { isJsonObject, type JsonObject, type JsonValue } from "../../src/base/json.js";
import type { Secret } from "../../src/base/secret.js";
import { oktaIdp } from "../../src/cli/tenants/okta-idp.js";
import { simulatedAdministrator } from "../../src/cli/rehearsal/simulated-administrator.js";
import { openOktaSession } from "../../src/okta/session.js";
import { oktaKinds } from "../../src/okta/steps/kinds.js";
import type { OktaTenant } from "../../src/okta/tenant/tenant.js";
import type { Directory } from "../../src/sandbox/people/person.js";
import { startOktaSandbox, type OktaSandbox } from "../../src/sandbox/okta/start.js";
import { fileJournal, memoryJournal, type Journal } from "../../src/setup/journal/journal.js";
import type { Plan } from "../../src/setup/model/plan.js";
import { runApply, runPlan } from "../../src/setup/run.js";
import type { Setup } from "../../src/setup/step/setup.js";
import { runVerify } from "../../src/setup/verify.js";
import { startTarget, type RunningTarget } from "../../src/scim-target/http.js";
import { operator } from "./toy-tenant.js";
import { bindTemplate } from "../../src/template/bind.js";
import { loadTemplate } from "../../src/template/load.js";
import type { RunResult } from "../../src/setup/model/run-result.js";

export const LABEL = "TOTAL (Provisioning)";
/** Everything Okta's own work on a small tenant takes. */
const SETTLED_MS = 10 * 60_000;

/** What a run of the TOTAL guide is given. */
export interface RunInputs {
  readonly groups?: readonly string[];
  readonly assign?: readonly string[];
  readonly appId?: string;
  readonly createGroups?: boolean;
  /** Instead of the target's own token; `none` is a look without secrets. */
  readonly scimToken?: Secret | "none";
  readonly scimBaseUrl?: string;
  /** What happens while the plan is being approved. */
  readonly approving?: () => Promise<unknown>;
  /** What a person types who is asked for a name; nobody can be asked when absent. */
  readonly typed?: string;
}

/** Which guide is carried out, and what it asks for beside what all do. */
export interface WorldGuide {
  /** As `total/okta`. */
  readonly template: string;
  readonly values?: Readonly<Record<string, string>>;
  /** The file of the journal; kept in memory when absent. */
  readonly journal?: string;
}

/** A tenant with a past: an administrator works in it, then the guide is carried out, in one process and simulated time. */
export interface TenantWorld {
  readonly clock: VirtualClock;
  readonly sandbox: OktaSandbox;
  readonly scim: RunningTarget;
  /** A request of an administrator beside the run; rejects what is refused. */
  admin(method: string, path: string, body?: JsonObject): Promise<JsonValue>;
  /** The id of the group of this name that is no app's. */
  groupId(name: string): Promise<string>;
  /** Makes an app as the guide wants it, but for what is said here; answers its id. */
  makeApp(parts?: AppParts): Promise<string>;
  assign(appId: string, group: string): Promise<void>;
  /** Pushes a group and answers the mapping's id. */
  push(appId: string, group: string, parts?: { readonly as?: string; readonly status?: string }): Promise<string>;
  /** Does the console part for an app. */
  connect(appId: string, target?: { readonly baseUrl: string; readonly token: Secret }): Promise<void>;
  /** A request to the target beside everything else. */
  onTarget(method: string, path: string, body?: JsonObject): Promise<JsonObject>;
  /** Lets everything Okta does by itself come to its end. */
  settle(): Promise<void>;
  /** Goes on with an empty state folder, as on another machine. */
  forget(): void;
  /** Every call is a run of its own; they share a journal. */
  plan(inputs?: RunInputs): Promise<RunResult & { readonly plan: Plan | undefined; readonly writes: number }>;
  apply(inputs?: RunInputs): Promise<RunResult & { readonly writes: number }>;
  verify(inputs?: RunInputs, waitMs?: number): Promise<RunResult & { readonly writes: number }>;
  close(): Promise<void>;
}

export interface AppParts {
  readonly label?: string;
  readonly ssoUrl?: string;
  readonly hidden?: boolean;
  readonly implicitAssignment?: boolean;
  /** Instead of SAML, a page that Okta signs in to by itself. */
  readonly autoLogin?: boolean;
}

/** @param shared - the org of another world, in which this one carries out another guide; the other closes it */
export async function startTenantWorld(
  directory: Directory,
  { template: name, values: more = {}, journal: journalFile }: WorldGuide = { template: "total/okta" },
  shared?: Pick<TenantWorld, "clock" | "sandbox" | "scim">,
): Promise<TenantWorld> {
  const file = fileURLToPath(new URL(`../../templates/${name}.yaml`, import.meta.url));
  const template = loadTemplate(readFileSync(file, "utf8"), file, oktaKinds);
  const clock = shared?.clock ?? virtualClock(Date.UTC(2026, 10, 2, 9, 0, 0));
  const scim = shared?.scim ?? (await startTarget({ now: () => clock.now(), unknownAttributes: "kept" }));
  const sandbox = shared?.sandbox ?? (await startOktaSandbox({ directory, scheduler: clock }));
  const now = (): string => new Date(clock.now()).toISOString();
  const emptyJournal = (): Journal => memoryJournal(now, name);
  let journal = journalFile === undefined ? emptyJournal() : fileJournal(journalFile, now, name);
  const doStop = simulatedAdministrator({ console: sandbox.console, clock, record: undefined });

  async function admin(method: string, path: string, body?: JsonObject): Promise<JsonValue> {
    const headers = { authorization: `SSWS ${sandbox.token.reveal()}`, "content-type": "application/json" };
    return send(method, sandbox.url + path, headers, body);
  }

  async function open({
    groups = ["TOTAL-Admin"],
    assign = groups,
    appId,
    createGroups = false,
    scimToken = scim.token,
    scimBaseUrl = scim.baseUrl,
  }: RunInputs): Promise<Setup<OktaTenant>> {
    const token = scimToken === "none" ? undefined : scimToken;
    const values = new Map<string, string | readonly string[] | Secret>([
      ...Object.entries(more),
      ["scimBaseUrl", scimBaseUrl],
      ...(token === undefined ? [] : [["scimToken", token] as const]),
      ["groups", groups],
      ["assign", assign],
    ]);
    const { signal } = new AbortController();
    const emit = (): void => undefined;
    // Not every guide asks for the whole address.
    const target = token === undefined ? {} : { connection: { baseUrl: scimBaseUrl, token } };
    const options = { createGroups, ...(appId === undefined ? {} : { appId }) };
    return {
      steps: bindTemplate(template, { values, from: new Map(), ...target }, oktaKinds),
      session: await openOktaSession({
        orgUrl: sandbox.url,
        credentials: { way: "api-token", token: sandbox.token },
        clock,
        emit,
        signal,
        options,
      }),
      target:
        token === undefined ? undefined : oktaIdp.openTarget({ baseUrl: scimBaseUrl, token, clock, record: undefined }),
      clock,
      signal,
      journal,
      emit,
      skipped: new Set(),
      wholeTarget: false,
    };
  }

  const groupId = async (name: string): Promise<string> => {
    const search = encodeURIComponent(`profile.name eq "${name}"`);
    const groups = objectsIn(await admin("GET", `/api/v1/groups?search=${search}`));
    return text(groups.find(({ type }) => type !== "APP_GROUP")?.["id"]);
  };

  return {
    clock,
    sandbox,
    scim,
    admin,
    groupId,
    makeApp: async (parts = {}) => {
      const app = await admin("POST", "/api/v1/apps", appBody(parts));
      // Searches lag behind what was just made.
      await clock.sleep(5_000);
      return text(isJsonObject(app) ? app["id"] : undefined);
    },
    assign: async (appId, group) => {
      await admin("PUT", `/api/v1/apps/${appId}/groups/${await groupId(group)}`, {});
    },
    push: async (appId, group, { as = group, status = "ACTIVE" } = {}) => {
      const body = { sourceGroupId: await groupId(group), targetGroupName: as, status };
      const mapping = await admin("POST", `/api/v1/apps/${appId}/group-push/mappings`, body);
      return text(isJsonObject(mapping) ? mapping["id"] : undefined);
    },
    connect: async (appId, { baseUrl, token } = scim) => {
      const answer = await sandbox.console.submit(appId, formValues(baseUrl, token));
      if (!answer.ok) throw new Error(answer.reason);
    },
    onTarget: async (method, path, body) => {
      const headers = { authorization: `Bearer ${scim.token.reveal()}`, "content-type": "application/scim+json" };
      const answer = await send(method, scim.baseUrl + path, headers, body);
      return isJsonObject(answer) ? answer : {};
    },
    settle: () => clock.sleep(SETTLED_MS),
    forget: () => {
      journal = emptyJournal();
    },
    plan: async (inputs = {}) => {
      const setup = await open(inputs);
      const result = await runPlan(setup);
      return { ...result, writes: setup.session.requests().writes };
    },
    apply: async (inputs = {}) => {
      const setup = await open(inputs);
      const approve = async (): Promise<boolean> => {
        await inputs.approving?.();
        return true;
      };
      const typeName = (): Promise<string | undefined> => Promise.resolve(inputs.typed);
      const result = await runApply(setup, operator({ approve, beginStop: doStop, typeName }), {
        waitMs: 2 * 3_600_000,
      });
      return { ...result, writes: setup.session.requests().writes };
    },
    verify: async (inputs = {}, waitMs = 0) => {
      const setup = await open(inputs);
      const result = await runVerify(setup, { waitMs });
      return { ...result, writes: setup.session.requests().writes };
    },
    close: async () => {
      await sandbox.close();
      await scim.close();
    },
  };
}

async function send(
  method: string,
  url: string,
  headers: Readonly<Record<string, string>>,
  body: JsonObject | undefined,
): Promise<JsonValue> {
  const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
  const answer = await response.text();
  if (!response.ok) throw new Error(`${method} ${url}: ${String(response.status)} ${answer}`);
  return answer === "" ? {} : (JSON.parse(answer) as JsonValue);
}

function appBody(parts: AppParts): JsonObject {
  const { label = LABEL, ssoUrl = "https://total.invalid/saml/acs", hidden = true } = parts;
  const visibility = { autoSubmitToolbar: false, hide: { iOS: hidden, web: hidden } };
  if (parts.autoLogin === true) {
    return {
      label,
      signOnMode: "AUTO_LOGIN",
      visibility,
      settings: { signOn: { loginUrl: ssoUrl, redirectUrl: ssoUrl } },
    };
  }
  return {
    label,
    signOnMode: "SAML_2_0",
    visibility,
    settings: {
      implicitAssignment: parts.implicitAssignment ?? false,
      signOn: samlSignOn(ssoUrl),
    },
  };
}

/** The objects of a list. */
export function objectsIn(value: JsonValue | undefined): readonly JsonObject[] {
  return Array.isArray(value) ? (value as readonly JsonValue[]).filter(isJsonObject) : [];
}

/** A value that must be a text. */
export function text(value: JsonValue | undefined): string {
  if (typeof value !== "string") throw new TypeError(`not a text: ${JSON.stringify(value)}`);
  return value;
}

/** The object without these keys. */
export function without(object: JsonObject, ...keys: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([key]) => !keys.includes(key)));
}
