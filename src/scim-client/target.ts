import { SetupError } from "../base/errors.js";
import type { ScimRequest } from "../scim/message/messages.js";
import { textOf } from "./list-answer.js";
import { createReader, type Reader } from "./reader.js";
import { filterPath, GROUPS } from "./filter-probe.js";
import { survey, type Survey } from "./survey.js";
import { targetReadings, type TargetReadings } from "./target-view.js";
import { openOwnTransport, type OwnTransportOptions } from "./http/own-transport.js";

/** The choices that the IdP's connector test depends on. */
export interface TestQuestion {
  /** The attribute that the IdP will look users up by. */
  readonly uniqueIdentifier: string;
  readonly importGroups: boolean;
}

interface OpenTargetOptions extends OwnTransportOptions {
  /** The requests of the IdP's connector test, from its dialect. */
  readonly testRequests: (options: TestQuestion) => readonly ScimRequest[];
  /** From 0 up to 1, for the jitter of waits; Math.random when absent. */
  readonly random?: () => number;
}

/** The vendor's SCIM endpoint, read only. */
export interface OpenTarget extends TargetReadings {
  /**
   * Sends the requests of the IdP's connector test.
   *
   * @throws SetupError (exit 1) `target-unauthorized`, `target-not-found`, `target-not-scim`, `target-unreachable`,
   *   `target-redirects` or `target-error`
   */
  check(options: TestQuestion): Promise<void>;
  /** Whether there is a group of this name, in any case; undefined when the answer is not valid. */
  hasGroup(displayName: string): Promise<boolean | undefined>;
  /** What it contains before the first write. */
  survey(): Promise<Survey>;
  requests(): { readonly reads: number; readonly writes: number };
  /** Closes the connections. */
  close(): void;
}

/**
 * Opens a target to check it and to read it for the proof. Sends nothing yet, and never writes.
 *
 * @throws SetupError `target-url-invalid` or `target-token-invalid` (exit 64)
 */
export function openTarget(options: OpenTargetOptions): OpenTarget {
  const { baseUrl, clock } = options;
  const transport = openOwnTransport(options);
  const reader = createReader({ transport, baseUrl, clock, random: options.random ?? Math.random });

  return {
    ...targetReadings(reader),
    async check(question) {
      for (const { path } of options.testRequests(question)) await reader.list(path);
    },
    hasGroup: (displayName) => hasGroup(reader, displayName),
    survey: () => survey(reader),
    requests() {
      const { GET, POST, PUT, PATCH, DELETE } = transport.requests();
      return { reads: GET, writes: POST + PUT + PATCH + DELETE };
    },
    close: () => {
      transport.close();
    },
  };
}

async function hasGroup(reader: Reader, displayName: string): Promise<boolean | undefined> {
  const wanted = displayName.toLowerCase();
  try {
    const { totalResults, resources } = await reader.list(filterPath(GROUPS, displayName));
    if (resources.some((group) => textOf(group, "displayname").toLowerCase() === wanted)) return true;
    // A target that ignores the filter returns other groups: then this page says nothing about the rest.
    return totalResults <= resources.length ? false : undefined;
  } catch (error) {
    if (error instanceof SetupError) return undefined;
    throw error;
  }
}
