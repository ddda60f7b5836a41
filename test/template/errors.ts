import { expect } from "vitest";
import { SetupError } from "../../src/base/errors.js";

/** The expected failure that an action ends with; anything else fails the test. */
export async function failureOf(action: () => unknown): Promise<SetupError> {
  try {
    await action();
  } catch (error) {
    if (error instanceof SetupError) {
      expect(error.exitCode).toBe(64);
      expect(error.fix.length).toBeGreaterThan(0);
      return error;
    }
    throw error;
  }
  throw new Error("expected it to fail, and it did not");
}
