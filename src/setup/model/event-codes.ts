import type { SetupEvent } from "./events.js";

type EventCode = SetupEvent["code"];

/** The description of an event. docs/events.md is generated from it. */
export interface EventEntry<Code extends EventCode = EventCode> {
  /** A clause, without a capital letter or a full stop. */
  readonly when: string;
  /** What each field of the event holds. */
  readonly fields: Readonly<Record<Exclude<keyof Extract<SetupEvent, { readonly code: Code }>, "code">, string>>;
}

/** Every event, in the order of a run. An event or a field without an entry does not compile, nor the reverse. */
export const EVENTS: { readonly [Code in EventCode]: EventEntry<Code> } = {
  "tenant.identified": {
    when: "the run knows its tenant; no step has been read",
    fields: {
      identity: "the IdP and the tenant's address; its id, its name and who is signed in, where the IdP shows them",
    },
  },
  "step.looking": {
    when: "the run begins to read a step from the tenant",
    fields: { step: "the step's id", title: "what it reads, in words" },
  },
  "people.read": {
    when: "another page of users was read, where reading all of them takes long",
    fields: { people: "how many users have been read" },
  },
  "plan.ready": {
    when: "every step was read, and the plan is complete",
    fields: { plan: "the whole plan: the steps with their changes, and the expected users and groups" },
  },
  "step.started": {
    when: "the run begins to apply a step",
    fields: {
      step: "the step's id",
      guide: "the section of the vendor's guide, for example `3.1`",
      title: "the step's title",
    },
  },
  "change.started": {
    when: "the run begins to write or undo one change",
    fields: { step: "the step's id", change: "the change: action, resource and fields" },
  },
  "change.applied": {
    when: "one change was written, or undone",
    fields: {
      step: "the step's id",
      change: "the change: action, resource and fields",
      id: "the id of what was created or changed; absent where the IdP returns none",
    },
  },
  "step.finished": {
    when: "a step is complete, or failed",
    fields: {
      step: "the step's id",
      status: "how it ended, as `steps[].status` in [json.md](json.md)",
      stopped:
        "true when the run was stopped in this step, with Ctrl-C or by its time limit; otherwise false or absent",
    },
  },
  "console.opened": {
    when: "a manual step begins",
    fields: { step: "the step's id", stop: "what to do: address, clicks and values" },
  },
  "console.waiting": {
    when: "the tenant was read during a manual step, and does not show all of its settings yet",
    fields: { step: "the step's id", missing: "the settings that the tenant does not show yet, one clause each" },
  },
  "console.closed": {
    when: "a manual step ended",
    fields: { step: "the step's id", missing: "the settings that the tenant does not show; empty when it shows all" },
  },
  "wait.progress": {
    when: "the run waits for a known number of things, and has counted them again",
    fields: { what: "what is counted, in words", done: "how many are done", total: "how many are expected" },
  },
  "request.delayed": {
    when: "the run waits before it sends a request, or before it repeats one",
    fields: {
      waitMs: "how long, in milliseconds",
      reason: "why, in words",
      awaits: "what it waits for, in a word or two; absent where that is the tenant",
    },
  },
  "proof.started": {
    when: "the run begins to read users and groups from the SCIM server, to verify them",
    fields: {},
  },
  warning: {
    when: "a step has a warning while it is applied",
    fields: { step: "the step's id", warning: "the warning: code, message and fix ([codes](errors.md#warnings))" },
  },
};
