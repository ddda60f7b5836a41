import { afterEach } from "vitest";
import { virtualClock, type VirtualClock } from "../../../src/base/clock.js";
import { startOktaSandbox, type OktaSandbox } from "../../../src/sandbox/okta/start.js";
import { startTarget, type RunningTarget } from "../../../src/scim-target/http.js";
import { formValues, samlSignOn } from "../../support/console-values.js";
import { startFront, type Front } from "./front.js";
import { PEOPLE, userNamesOn } from "./users.js";

/** A simulated org behind TLS, with a SCIM server to provision. */
export interface ForeignOrg {
  readonly sandbox: OktaSandbox;
  readonly target: RunningTarget;
  readonly clock: VirtualClock;
  readonly front: Front;
  /** What every version of the SDK is made with. */
  readonly options: { readonly orgUrl: string; readonly token: string };
  /** Does what the guide has an administrator do at the console of the app. */
  connect(appId: string): Promise<void>;
  /** The names of the users that came to the SCIM server, sorted. */
  provisioned(): Promise<string[]>;
}

const open: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const one of open.splice(0).reverse()) await one.close();
});

export const APP = {
  label: "TOTAL (Provisioning)",
  signOnMode: "SAML_2_0",
  accessibility: { selfService: false },
  visibility: { autoSubmitToolbar: false, hide: { iOS: true, web: true } },
  settings: { app: {}, signOn: samlSignOn() },
} as const;

/** An attribute of a vendor's own, as the `definitions` of an app's schema. */
export const BADGE_COLOR = {
  custom: {
    id: "#custom",
    type: "object",
    properties: { badgeColor: { title: "Badge color", type: "string", externalName: "badgeColor" } },
  },
} as const;
/** The `properties` of a profile mapping that fills it. */
export const MAPPED = { badgeColor: { expression: "user.department", pushStatus: "PUSH" } } as const;

export async function openForeignOrg(): Promise<ForeignOrg> {
  const clock = virtualClock(Date.UTC(2026, 2, 25, 13, 45, 47));
  const target = await startTarget({ now: () => clock.now() });
  const directory = { people: PEOPLE, groups: ["TOTAL-Admin", "Sales"] };
  const sandbox = await startOktaSandbox({ directory, scheduler: clock });
  const front = await startFront(sandbox.url);
  open.push(target, sandbox, front);
  return {
    sandbox,
    target,
    clock,
    front,
    options: { orgUrl: front.url, token: sandbox.token.reveal() },
    connect: async (appId) => {
      const answer = await sandbox.console.submit(appId, formValues(target.baseUrl, target.token));
      if (!answer.ok) throw new Error(answer.reason);
    },
    provisioned: async () => userNamesOn(target),
  };
}

/** Everything of a list of an SDK, which ends some of its pages with nothing. */
export async function listed<T>(collection: AsyncIterable<T | null>): Promise<T[]> {
  const all: T[] = [];
  for await (const one of collection) if (one !== null) all.push(one);
  return all;
}
