import { z } from "zod";
import { ACCESS } from "./access.js";
import { logEventSchema, type OktaLogEvent } from "./schemas.js";
import type { OktaTransport } from "./transport.js";

/** The System Log (Okta: OpenAPI description, `/api/v1/logs`; kept for 90 days). */
export interface LogApi {
  /**
   * The provisioning events of an app in a span of time, newest first, at most the newest 20,000.
   *
   * @param since - ISO time, included
   * @param until - ISO time; always given, since without it every page has a next one
   */
  provisioning(appId: string, since: string, until: string): Promise<OktaLogEvent[]>;
  /** Those of them that failed. */
  provisioningFailures(appId: string, since: string, until: string): Promise<OktaLogEvent[]>;
  /** The same for the app's connection to its target: `application.integration.authentication_failure` and its like (Okta: event types). */
  integration(appId: string, since: string, until: string): Promise<OktaLogEvent[]>;
}

const MOST_PAGES = 20;
const eventsPage = z.array(logEventSchema);

export function logApi(transport: OktaTransport): LogApi {
  const eventsOf =
    (kind: string, more = ""): LogApi["provisioning"] =>
    async (appId, since, until) => {
      const query = new URLSearchParams({
        since,
        until,
        filter: `target.id eq "${appId}" and eventType sw "${kind}"${more}`,
        sortOrder: "DESCENDING",
        limit: "1000",
      });
      const path = `/api/v1/logs?${query.toString().replaceAll("+", "%20")}`;
      const call = { method: "GET", path, purpose: "read the System Log", needs: ACCESS.readLog } as const;
      const events = await transport.askAll(call, eventsPage, MOST_PAGES);
      return [...new Map(events.map((event) => [event.uuid, event])).values()];
    };
  return {
    provisioning: eventsOf("application.provision"),
    provisioningFailures: eventsOf("application.provision", ' and outcome.result eq "FAILURE"'),
    integration: eventsOf("application.integration"),
  };
}
