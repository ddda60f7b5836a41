import { inspect } from "node:util";

const REDACTED = "[redacted]";

/**
 * A value that must never be shown. Every way of turning it into text gives `[redacted]`;
 * only {@link Secret.reveal} gives the value, and only where it is sent to the party it was given for.
 */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  /** The value itself. Call it at the moment of use, and keep the result nowhere. */
  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return REDACTED;
  }

  toJSON(): string {
    return REDACTED;
  }

  [inspect.custom](): string {
    return REDACTED;
  }
}
