import { describeType } from "../../../setup/model/describe-resource.js";
import { counted } from "./numbers.js";

/** What the consoles call each type of resource, for one and for several. */
const NOUNS: Readonly<Record<string, readonly [one: string, many: string]>> = {
  "admin-credentials": ["credentials", "credentials"],
  app: ["app", "apps"],
  "app-attribute": ["attribute", "attributes"],
  "attribute-mapping": ["mapping", "mappings"],
  "attribute-mappings": ["mappings", "mappings"],
  "enterprise-app": ["enterprise app", "enterprise apps"],
  group: ["group", "groups"],
  "group-assignment": ["assignment", "assignments"],
  "group-push-mapping": ["pushed group", "pushed groups"],
  "on-demand-provisioning": ["on demand", "on-demand runs"],
  "provisioning-actions": ["To App", "To App settings"],
  "provisioning-connection": ["connection", "connections"],
  "provisioning-job": ["provisioning job", "provisioning jobs"],
  "provisioning-job-restart": ["restart", "restarts"],
};

/** The noun for a type of resource in the columns of a plan: `assignment` for `group-assignment`. */
export function nounOf(type: string): string {
  return nounsOf(type)[0];
}

/** As `3 assignments`. */
export function countOfType(number: number, type: string): string {
  return counted(number, ...nounsOf(type));
}

function nounsOf(type: string): readonly [one: string, many: string] {
  const known = Object.hasOwn(NOUNS, type) ? NOUNS[type] : undefined;
  const plain = describeType(type);
  return known ?? [plain, `${plain}s`];
}
