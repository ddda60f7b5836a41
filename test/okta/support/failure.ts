import { expect } from "vitest";
import { SetupError } from "../../../src/base/errors.js";

/** The SetupError a promise rejects with; anything else fails the test. */
export async function failureOf(promise: Promise<unknown>): Promise<SetupError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(SetupError);
  return error as SetupError;
}
