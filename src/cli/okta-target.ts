import type { Clock } from "../base/clock.js";
import type { ExchangeSink } from "../base/exchange.js";
import type { Secret } from "../base/secret.js";
import { testConnector } from "../dialect/okta/lookup.js";
import { openTarget, type OpenTarget } from "../scim-client/target.js";

interface OktaTargetOptions {
  readonly baseUrl: string;
  readonly token: Secret;
  readonly clock: Clock;
  readonly record: ExchangeSink | undefined;
}

/** The vendor's endpoint, tested with the requests that Okta makes when its connector is tested. */
export function openOktaTarget({ record, ...options }: OktaTargetOptions): OpenTarget {
  return openTarget({ ...options, testRequests: testConnector, ...(record === undefined ? {} : { record }) });
}
