import type {
  Application,
  ApplicationServicePrincipal,
  DetailsInfo,
  ProvisioningObjectSummary,
  PublicError,
  PublicErrorResponse,
  PublicInnerError,
  ProvisioningStep,
  ServicePrincipal,
} from "@microsoft/microsoft-graph-types";
import type { Added, With } from "../../../http/wire-types.js";

/* Where Microsoft Graph answers something else than its models (@microsoft/microsoft-graph-types 2.43) declare. */

/** The application object's date is declared, the service principal's is not. */
export type DatedServicePrincipal = Added<
  ServicePrincipal,
  { createdDateTime?: string },
  "answers of Microsoft Graph v1.0, whose metadata declares it for the application object alone"
>;

type OlderName = "Microsoft Learn, applicationTemplate: instantiate: some of its examples print objectId for id";
export type InstantiatedObjects = With<
  ApplicationServicePrincipal,
  {
    application: Added<Application, { objectId?: string }, OlderName>;
    servicePrincipal: Added<ServicePrincipal, { objectId?: string }, OlderName>;
  }
>;

/** What of any refusal is read. */
export type ErrorAnswer = With<PublicErrorResponse, { error: With<PublicError, { innerError?: InnerError }> }>;
type InnerError = Added<
  PublicInnerError,
  { "request-id"?: string },
  "Microsoft Graph docs, error responses and resource types: innerError holds the id of the request"
>;

type StepDetails = Added<
  DetailsInfo,
  { SkipReason?: string },
  "Microsoft Graph docs, synchronizationJob: provisionOnDemand: an example's steps; the metadata calls detailsInfo open"
>;
export type LogRecord = With<
  ProvisioningObjectSummary,
  { provisioningSteps?: With<ProvisioningStep, { details?: StepDetails }>[] }
>;
