import type {
  Application,
  ApplicationServicePrincipal,
  DetailsInfo,
  ProvisioningObjectSummary,
  ProvisioningStep,
  ServicePrincipal,
} from "@microsoft/microsoft-graph-types";
import type { Added, With } from "../../../http/wire-types.js";

/* Where Microsoft Graph answers something else than its models (@microsoft/microsoft-graph-types 2.43) declare. */

/** The application object's date is declared, the service principal's is not. */
export type DatedServicePrincipal = Added<
  ServicePrincipal,
  { createdDateTime?: string },
  "Microsoft Graph docs, servicePrincipal: examples of v1.0 answers; declared in beta alone"
>;

type OlderName = "Microsoft Learn, applicationTemplate: instantiate: some of its examples print objectId for id";
export type InstantiatedObjects = With<
  ApplicationServicePrincipal,
  {
    application: Added<Application, { objectId?: string }, OlderName>;
    servicePrincipal: Added<ServicePrincipal, { objectId?: string }, OlderName>;
  }
>;

type StepDetails = Added<
  DetailsInfo,
  { SkipReason?: string },
  "Microsoft Graph docs, provisioningObjectSummary: list: example; detailsInfo is an open type"
>;
export type LogRecord = With<
  ProvisioningObjectSummary,
  { provisioningSteps?: With<ProvisioningStep, { details?: StepDetails }>[] }
>;
