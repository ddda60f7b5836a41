import type { JsonValue } from "../../src/base/json.js";
import type { NotedExchange } from "./validate.js";
import { people, startWorld, type Answer, type World } from "../sandbox/okta/world.js";
import { VISITS } from "./visits.js";

/** What a walk through the sandbox's admin API showed. */
export interface Tour {
  /** Requests as a client should send them. */
  readonly accepted: readonly NotedExchange[];
  /** Requests that are wrong on purpose, for their answers. */
  readonly refused: readonly NotedExchange[];
}

/** Sends a request to the sandbox, and keeps it with its answer. */
export type Send = (method: string, path: string, body?: JsonValue) => Promise<Answer>;

/** A part of the tour. */
export type Visit = (send: Send, world: World) => Promise<void>;

/** Calls what a dry run does not: routes and answers of the sandbox that only other tenants, and mistakes, lead to. */
export async function tourSandbox(): Promise<Tour> {
  const accepted: NotedExchange[] = [];
  const refused: NotedExchange[] = [];
  const directory = people(
    { userName: "ada@northwind.example" },
    { userName: "ben@northwind.example" },
    { userName: "cem@northwind.example", groups: ["Sales"] },
  );
  const world = await startWorld(directory, { featuresApi: "supported", connectionApi: "token" });

  type Request = Pick<NotedExchange, "method" | "path" | "body">;
  const note = (request: Request, { status, headers }: Response | Answer, answer?: JsonValue): void => {
    const exchange: NotedExchange = {
      at: new Date(world.clock.now()).toISOString(),
      from: "tour",
      to: "tenant",
      headers: request.body === undefined ? {} : { "content-type": "application/json" },
      ...request,
      status,
      answerHeaders: Object.fromEntries(headers),
      ...(answer === undefined ? {} : { answer }),
    };
    (status < 400 ? accepted : refused).push(exchange);
  };
  const send: Send = async (method, path, body) => {
    const answer = await world.call(method, path, body);
    note({ method, path, ...(body === undefined ? {} : { body }) }, answer, answer.body);
    return answer;
  };
  for (const visit of VISITS) await visit(send, world);

  const stranger = await fetch(`${world.sandbox.url}/api/v1/apps`, { headers: { authorization: "SSWS not-a-token" } });
  note({ method: "GET", path: "/api/v1/apps" }, stranger, (await stranger.json()) as JsonValue);
  return { accepted, refused };
}
