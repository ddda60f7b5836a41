import {
  AllowedHostsValidator,
  BaseBearerTokenAuthenticationProvider,
  HttpMethod,
  RequestInformation,
  type ErrorMappings,
  type Parsable,
  type ParsableFactory,
} from "@microsoft/kiota-abstractions";
import { GraphRequestAdapter } from "@microsoft/msgraph-sdk";
import * as models from "@microsoft/msgraph-sdk/models/index.js";
import { createODataErrorFromDiscriminatorValue } from "@microsoft/msgraph-sdk/models/oDataErrors/index.js";
import { beforeAll, expect, test } from "vitest";
import { openForeignTenant } from "./support/graph-tenant.js";
import { walkJourneys, type GraphObject, type Send } from "./support/graph-walk.js";
import { ENTRA_TEMPLATES, missingFrom, routesOfJourneys } from "./support/routes.js";

let journeys: readonly string[] = [];
beforeAll(async () => {
  journeys = await routesOfJourneys("entra", ENTRA_TEMPLATES);
});

const ERRORS: ErrorMappings = { XXX: createODataErrorFromDiscriminatorValue };

/** The model that each answer is read into. */
const MODELS: readonly (readonly [RegExp, ParsableFactory<Parsable>])[] = [
  [/^GET \/organization$/, models.createOrganizationCollectionResponseFromDiscriminatorValue],
  [/^GET \/servicePrincipals$/, models.createServicePrincipalCollectionResponseFromDiscriminatorValue],
  [/^GET \/servicePrincipals\/[^/]+$/, models.createServicePrincipalFromDiscriminatorValue],
  [/^GET \/groups$/, models.createGroupCollectionResponseFromDiscriminatorValue],
  [/^GET .*\/microsoft\.graph\.user$/, models.createUserCollectionResponseFromDiscriminatorValue],
  [/^GET .*\/microsoft\.graph\.group$/, models.createGroupCollectionResponseFromDiscriminatorValue],
  [/^POST .*\/instantiate$/, models.createApplicationServicePrincipalFromDiscriminatorValue],
  [/^GET .*\/templates$/, models.createSynchronizationTemplateCollectionResponseFromDiscriminatorValue],
  [/^GET .*\/jobs$/, models.createSynchronizationJobCollectionResponseFromDiscriminatorValue],
  [/^(POST .*\/jobs|GET .*\/jobs\/[^/]+)$/, models.createSynchronizationJobFromDiscriminatorValue],
  [/^GET .*\/schema$/, models.createSynchronizationSchemaFromDiscriminatorValue],
  [/^GET .*\/appRoleAssignedTo$/, models.createAppRoleAssignmentCollectionResponseFromDiscriminatorValue],
  [/^POST .*\/appRoleAssignedTo$/, models.createAppRoleAssignmentFromDiscriminatorValue],
  [/^POST .*\/provisionOnDemand$/, models.createStringKeyStringValuePairFromDiscriminatorValue],
  [/^GET \/auditLogs\/provisioning$/, models.createProvisioningObjectSummaryCollectionResponseFromDiscriminatorValue],
];

test("kiota's adapter makes every call of the journeys, with the models of @microsoft/msgraph-sdk", async () => {
  const world = await openForeignTenant();
  const provider = new BaseBearerTokenAuthenticationProvider({
    getAuthorizationToken: () => Promise.resolve(world.token),
    getAllowedHostsValidator: () => new AllowedHostsValidator(new Set(["localhost"])),
  });
  const adapter = new GraphRequestAdapter(provider);
  adapter.baseUrl = `${world.front.url}/v1.0`;

  const send: Send = async (method, path, query = {}, body) => {
    const information = new RequestInformation(HttpMethod[method]);
    const search = Object.entries(query).map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
    information.URL = `${adapter.baseUrl}${path}${search.length === 0 ? "" : `?${search.join("&")}`}`;
    information.headers.add("Accept", "application/json");
    if (body !== undefined && path.endsWith("/schema"))
      information.setContentFromParsable(adapter, "application/json", body, models.serializeSynchronizationSchema);
    else if (body !== undefined)
      information.setStreamContent(new TextEncoder().encode(JSON.stringify(body)).buffer, "application/json");
    const model = MODELS.find(([pattern]) => pattern.test(`${method} ${path}`));
    if (model !== undefined) return (await adapter.send(information, model[1], ERRORS)) as GraphObject;
    if (method === "GET") {
      // The secrets of a synchronization have no model of their own as a list.
      const bytes = await adapter.sendPrimitive<ArrayBuffer>(information, "ArrayBuffer", ERRORS);
      return JSON.parse(new TextDecoder().decode(bytes)) as GraphObject;
    }
    await adapter.sendNoResponseContent(information, ERRORS);
    return {};
  };
  await walkJourneys(send, world);
  expect(missingFrom(world.front.calls, journeys)).toEqual([]);
});
