import type { SetupEvent } from "./events.js";

type EventCode = SetupEvent["code"];

/** What the registry says about an event. `npm run docs` writes docs/events.md from it. */
export interface EventEntry<Code extends EventCode = EventCode> {
  /** A clause, without a capital letter or a full stop. */
  readonly when: string;
  /** What each field of the event contains. */
  readonly fields: Readonly<Record<Exclude<keyof Extract<SetupEvent, { readonly code: Code }>, "code">, string>>;
}

/** Every event, in the usual order of a run. An event or a field without an entry does not compile, and neither does the reverse. */
export const EVENTS: { readonly [Code in EventCode]: EventEntry<Code> } = {
  "tenant.identified": {
    when: "the run knows its tenant, before it reads any step",
    fields: {
      identity:
        "the IdP and the tenant's address; the tenant's ID and name and the signed-in account, if the IdP shows them",
    },
  },
  "step.looking": {
    when: "the run is about to read a step's state from the tenant",
    fields: { step: "the step's ID", title: "what is read, in words" },
  },
  "people.read": {
    when: "the run has read another page of users; only when reading them takes long",
    fields: { people: "the number of users read so far" },
  },
  "plan.ready": {
    when: "the run has read all steps, and the plan is complete",
    fields: { plan: "the whole plan: the steps with their changes, and the expected users and groups" },
  },
  "step.started": {
    when: "the run starts to apply a step",
    fields: {
      step: "the step's ID",
      guide: "the section of the vendor's guide, for example `3.1`",
      title: "the step's title",
    },
  },
  "change.started": {
    when: "the run is about to make or undo a change",
    fields: { step: "the step's ID", change: "the change: action, resource and fields" },
  },
  "change.applied": {
    when: "the run has made or undone a change",
    fields: {
      step: "the step's ID",
      change: "the change: action, resource and fields",
      id: "the ID of the created or changed resource; absent if the IdP does not return one",
    },
  },
  "step.finished": {
    when: "a step is complete or has failed",
    fields: { step: "the step's ID", status: "the step's status, as `steps[].status` in [json.md](json.md)" },
  },
  "console.opened": {
    when: "a manual step begins",
    fields: { step: "the step's ID", stop: "what to do: address, clicks and values" },
  },
  "console.waiting": {
    when: "the run has read the tenant during a manual step, and something is still missing",
    fields: { step: "the step's ID", missing: "what is still missing, one clause each" },
  },
  "console.closed": {
    when: "a manual step has ended",
    fields: { step: "the step's ID", missing: "what is still missing; empty when the manual step is complete" },
  },
  "wait.progress": {
    when: "the run is waiting and has counted the progress again",
    fields: { what: "what is counted, in words", done: "the number so far", total: "the expected number" },
  },
  "request.delayed": {
    when: "the run waits before it sends or repeats a request",
    fields: {
      waitMs: "the length of the wait, in milliseconds",
      reason: "the reason, in words",
      awaits: "what the run waits for, in a word or two; absent if there is no short name",
    },
  },
  "proof.started": {
    when: "the run starts to read users and groups from the SCIM server to verify them",
    fields: {},
  },
  warning: {
    when: "a step has a warning while it is applied",
    fields: { step: "the step's ID", warning: "the warning: code, message and fix ([codes](errors.md#warnings))" },
  },
};
