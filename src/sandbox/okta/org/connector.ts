import type { ScimRequest } from "../../../scim/message/request.js";
import type { ScimResponse } from "../../../scim-client/http/transport.js";

/** Sends SCIM requests as Okta does, to one target. */
export interface Connector {
  /** @throws ScimTransportError when no answer comes within Okta's 60 seconds */
  send(request: ScimRequest): Promise<ScimResponse>;
}
