import type { JsonObject } from "../../../base/json.js";

/** What an error answer names so that support can find the request. */
export interface RequestIds {
  readonly requestId: string;
  readonly clientRequestId: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** An answer of Microsoft Graph that is an error. Source: Microsoft Graph docs, errors. */
export class GraphError extends Error {
  override readonly name = "GraphError";

  /**
   * @param headers - beside those of every answer: `retry-after`
   * @param details - what else the error says, one object each
   */
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
    private readonly details: readonly JsonObject[] = [],
  ) {
    super(message);
  }

  /** The body; undefined for an answer without one. */
  body({ requestId, clientRequestId, at }: RequestIds): JsonObject | undefined {
    const date = new Date(at).toISOString().slice(0, 19);
    return {
      error: {
        code: this.code,
        message: this.message,
        ...(this.details.length === 0 ? {} : { details: this.details }),
        innerError: { date, "request-id": requestId, "client-request-id": clientRequestId },
      },
    };
  }
}

/** 401 without a body: how the synchronization service refuses. Source: microsoft-graph-docs, pull request 14007. */
export class EmptyUnauthorized extends GraphError {
  constructor() {
    super(401, "", "");
  }

  override body(): undefined {
    return undefined;
  }
}

/** 400, with the directory's code. */
export function badRequest(message: string, code = "Request_BadRequest"): GraphError {
  return new GraphError(400, code, message);
}

/** 400: the query asks for what is not offered, or not without the header and parameter of advanced queries. */
export function unsupportedQuery(message = "Unsupported Query."): GraphError {
  return badRequest(message, "Request_UnsupportedQuery");
}

/** 400: another object has this value already. Source: public reports of creating users twice (details with ObjectConflict). */
export function conflicting(property: string): GraphError {
  const message = `Another object with the same value for property ${property} already exists.`;
  return new GraphError(400, "Request_BadRequest", message, {}, [
    { code: "ObjectConflict", message, target: property },
  ]);
}

export function notFound(id: string): GraphError {
  return new GraphError(
    404,
    "Request_ResourceNotFound",
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );
}

/** 404 of the synchronization service. */
export function noSuchJob(id: string): GraphError {
  return new GraphError(404, "SynchronizationJobNotFound", `There is no synchronization job '${id}'.`);
}

/** 403: the caller may not do this. */
export function denied(): GraphError {
  return new GraphError(403, "Authorization_RequestDenied", "Insufficient privileges to complete the operation.");
}

export function missingParameter(): GraphError {
  return badRequest("The required parameter is missing.", "RequestMissingRequiredParameter");
}

/** 400 with an empty message: an application that cannot provision. Source: azure-docs issue 62681. */
export function unknownError(): GraphError {
  return badRequest("", "UnknownError");
}
