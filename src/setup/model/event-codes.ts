import type { SetupEvent } from "./events.js";

type EventCode = SetupEvent["code"];

/** What the registry says of an event. docs/events.md is written from it. */
export interface EventEntry<Code extends EventCode = EventCode> {
  /** A clause, without a capital letter or a full stop. */
  readonly when: string;
  /** What each field of the event holds. */
  readonly fields: Readonly<Record<Exclude<keyof Extract<SetupEvent, { readonly code: Code }>, "code">, string>>;
}

/** Every event, in the order in which a run comes by them. An event or a field without an entry does not compile, nor the reverse. */
export const EVENTS: { readonly [Code in EventCode]: EventEntry<Code> } = {
  "tenant.identified": {
    when: "the tenant that the run works on is known, before any step is read",
    fields: {
      identity: "the IdP and the tenant's address; its id, its name and who is signed in, where the IdP tells them",
    },
  },
  "step.looking": {
    when: "a step is about to be read from the tenant",
    fields: { step: "the step's id", title: "what is read, in words" },
  },
  "people.read": {
    when: "another page of users was read, where reading them all takes long",
    fields: { people: "how many users were read so far" },
  },
  "plan.ready": {
    when: "every step was read, and the plan is complete",
    fields: { plan: "the whole plan: the steps with their changes, and the people and groups that are expected" },
  },
  "step.started": {
    when: "the run begins to apply a step",
    fields: { step: "the step's id", guide: "the section of the vendor's guide, as `3.1`", title: "the step's title" },
  },
  "change.started": {
    when: "one change is about to be written, or undone",
    fields: { step: "the step's id", change: "the change: action, resource and fields" },
  },
  "change.applied": {
    when: "one change was written, or undone",
    fields: {
      step: "the step's id",
      change: "the change: action, resource and fields",
      id: "the id of what was created or changed; absent where the IdP gives none",
    },
  },
  "step.finished": {
    when: "a step is complete, or failed",
    fields: { step: "the step's id", status: "how it ended, as `steps[].status` in [json.md](json.md)" },
  },
  "console.opened": {
    when: "a manual step begins: a person has to do it",
    fields: { step: "the step's id", stop: "what to do there: address, clicks and values" },
  },
  "console.waiting": {
    when: "the tenant was read during a manual step, and does not show all of it yet",
    fields: { step: "the step's id", missing: "what the tenant does not show yet, one clause each" },
  },
  "console.closed": {
    when: "a manual step ended",
    fields: { step: "the step's id", missing: "what the tenant does not show; empty when it shows everything" },
  },
  "wait.progress": {
    when: "the run waits for something that can be counted, and counted it again",
    fields: { what: "what is counted, in words", done: "how many there are", total: "how many are expected" },
  },
  "request.delayed": {
    when: "the run waits before it sends a request, or repeats one",
    fields: {
      waitMs: "how long, in milliseconds",
      reason: "why, in words",
      awaits: "what the wait is for, where a word or two say it; otherwise absent",
    },
  },
  "proof.started": {
    when: "the run begins to read users and groups from the SCIM server, to verify them",
    fields: {},
  },
  warning: {
    when: "a warning came up while a step was applied",
    fields: { step: "the step's id", warning: "the warning: code, message and fix ([codes](errors.md#warnings))" },
  },
};
