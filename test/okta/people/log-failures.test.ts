import { fc, test as property } from "@fast-check/vitest";
import { describe, expect, test } from "vitest";
import type { OktaLogEvent } from "../../../src/okta/api/schemas.js";
import { withFailures } from "../../../src/okta/people/log-failures.js";
import type { Progress } from "../../../src/setup/model/ports.js";

const ADA = { id: "00uada", name: "ada@x.example", attributes: {} };
const BO = { id: "00ubo", name: "bo@x.example", attributes: {} };
const ARRIVED: ReadonlyMap<string, Progress> = new Map([ADA, BO].map(({ id }) => [id, { state: "arrived" }]));

let uuid = 0;

/** An event about Ada, who is named by the app user alone unless `user` is given. */
function event(eventType: string, result: string, parts: { reason?: string; user?: string } = {}): OktaLogEvent {
  const { reason = null, user } = parts;
  return {
    uuid: String((uuid += 1)),
    eventType,
    published: "2026-11-02T09:00:00.000Z",
    outcome: { result, reason },
    target: [
      { id: "0oa1", type: "AppInstance", alternateId: "TOTAL" },
      { id: "0uaada", type: "AppUser", alternateId: "ADA@x.example", displayName: "Ada" },
      ...(user === undefined ? [] : [{ id: user, type: "User", alternateId: "ada@x.example" }]),
    ],
  };
}

function stateOf(person: { readonly id: string }, ...newestFirst: OktaLogEvent[]): Progress | undefined {
  return withFailures(ARRIVED, [ADA, BO], newestFirst).get(person.id);
}

const USER = "application.provision.user";

describe("a failure in the System Log", () => {
  // Okta's list of event types: whichever of them a real org writes, the user has failed.
  test.each(["sync", "push", "push_profile", "verify_exists", "reactivate", "activate", "deprovision", "password"])(
    "of the type %s counts for the user it names, without a reason too, and for no other",
    (type) => {
      const failed = event(`${USER}.${type}`, "FAILURE");
      expect(stateOf(ADA, failed)).toMatchObject({ state: "failed" });
      expect(stateOf(ADA, failed)?.reason).toContain(`(${USER}.${type})`);
      expect(stateOf(BO, failed)).toEqual({ state: "arrived" });
    },
  );

  test.each([
    `${USER}.import`,
    `${USER}.import_profile`,
    "application.user_membership.add",
    "application.provision.user",
  ])("of the type %s says nothing of what Okta writes to the SCIM server", (type) => {
    expect(stateOf(ADA, event(type, "FAILURE"))).toEqual({ state: "arrived" });
  });

  test("names the user by the user's own ID where the event has it", () => {
    expect(stateOf(BO, event(`${USER}.push`, "FAILURE", { user: BO.id }))).toMatchObject({ state: "failed" });
    expect(stateOf(ADA, event(`${USER}.push`, "FAILURE", { user: BO.id }))).toEqual({ state: "arrived" });
  });

  test("with a reason beside one without is told with the reason, in either order", () => {
    const silent = event(`${USER}.sync`, "FAILURE");
    const telling = event(`${USER}.push`, "FAILURE", { reason: "Conflict" });
    for (const events of [
      [silent, telling],
      [telling, silent],
    ])
      expect(stateOf(ADA, ...events)).toEqual({ state: "failed", reason: "Conflict" });
  });
});

property.prop([fc.array(fc.constantFrom("SUCCESS", "FAILURE"), { minLength: 1, maxLength: 8 })])(
  "the newest event decides, whatever came before",
  (results) => {
    const events = results.map((result) => event(`${USER}.push`, result));
    expect(stateOf(ADA, ...events)?.state).toBe(results[0] === "FAILURE" ? "failed" : "arrived");
  },
);
