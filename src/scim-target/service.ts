import { randomUUID } from "node:crypto";
import { ScimError } from "../scim/message/errors.js";
import { errorMessage } from "../scim/message/messages.js";
import { discovery } from "./discovery.js";
import { locationsUnder, representations } from "./representation.js";
import { answer, type ServiceRequest, type ServiceResponse } from "./request.js";
import { resourceEndpoint, type PatchAnswers } from "./resources.js";
import { createStore } from "./store.js";
import type { UnknownAttributes } from "./unknown-attributes.js";

/** A SCIM server without a transport: one request in, one answer out. */
export type Service = (request: ServiceRequest) => ServiceResponse;

interface ServiceOptions {
  /** Where the service is reached, without a slash at the end; asked at each answer. */
  readonly baseUrl: () => string;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Ids for new resources; random UUIDs when absent. */
  readonly newId?: () => string;
  /** 200 for people and 204 for groups when absent. */
  readonly patchAnswers?: PatchAnswers;
  /** What becomes of attributes without a schema; ignored when absent. */
  readonly unknownAttributes?: UnknownAttributes;
}

/** Microsoft Entra takes either for a person and expects 204 for a group (Microsoft: "Develop a SCIM endpoint"). */
const DEFAULT_PATCH_ANSWERS: PatchAnswers = { User: 200, Group: 204 };

/** A service over an empty store of its own: any number of them can live in one process. */
export function createService(options: ServiceOptions): Service {
  const { baseUrl, now, newId = randomUUID, patchAnswers = DEFAULT_PATCH_ANSWERS } = options;
  const { unknownAttributes = "ignored" } = options;
  const store = createStore();
  const locate = locationsUnder(baseUrl);
  const represent = representations(store, locate);
  const parts = { store, locate, represent, now, newId, patchAnswers, unknownAttributes };
  const tables = [store.users, store.groups];
  const endpoints = new Map(tables.map((table) => [table.type.endpoint.slice(1), resourceEndpoint(table, parts)]));
  const discover = discovery(
    tables.map(({ type }) => type),
    baseUrl,
  );

  function route(request: ServiceRequest): ServiceResponse {
    const [start, name = "", id, ...more] = request.path.split("/");
    // A slash at the end means the same address.
    const given = id === "" ? undefined : id;
    if (start === "" && more.length === 0) {
      const endpoint = endpoints.get(name);
      if (endpoint !== undefined)
        return given === undefined ? endpoint.all(request) : endpoint.one(request, decoded(given));
      const document = discover(request, name, given === undefined ? undefined : decoded(given));
      if (document !== undefined) return document;
    }
    throw new ScimError(404, `There is nothing at ${request.path}.`);
  }

  return (request) => {
    try {
      return route(request);
    } catch (error) {
      if (error instanceof ScimError) return answer(error.status, errorMessage(error));
      throw error;
    }
  };
}

function decoded(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ScimError(404, `"${segment}" is no id.`);
  }
}
