import { SetupError } from "../../base/errors.js";

/** What a call answers, undefined where Okta says that there is no such thing (404). */
export async function orAbsent<T>(call: Promise<T>): Promise<T | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof SetupError && error.code === "okta-not-found") return undefined;
    throw error;
  }
}
