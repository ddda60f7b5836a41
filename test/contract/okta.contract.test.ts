import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Exchange } from "../../src/http/exchange.js";
import { isJsonObject, type JsonObject } from "../../src/base/json.js";
import { ALL_CALLS } from "../okta/support/calls.js";
import { failureOf } from "../okta/support/failure.js";
import { json, openApi } from "../okta/support/org-server.js";
import { startRawServer } from "../support/raw-server.js";
import { temporaryFolder } from "../support/run-cli.js";
import { runInProcess } from "../support/run-in-process.js";
import { readDescription, type Description } from "./description.js";
import { EXCEPTIONS } from "./exceptions.js";
import { renderReport } from "./report.js";
import { tourSandbox } from "./tour.js";
import { isPaged } from "./answers.js";
import { validateExchanges, type ContractReport, type NotedExchange } from "./validate.js";

/*
 * Runs only with CONTRACT_SPECS, the folder of the vendors' descriptions: npm run contract -- FOLDER.
 */

let description: Description;
let dryRun: readonly Exchange[];
let tour: readonly NotedExchange[];
const reports = new Map<string, ContractReport>();

beforeAll(async () => {
  description = await readDescription(process.env["CONTRACT_SPECS"] ?? "");
  dryRun = await transcriptOf("--group", "TOTAL-Admin", "--group", "TOTAL-Analyst");
  const { accepted, refused } = await tourSandbox();
  const swa = await transcriptOf("--template", "senhasegura/okta");
  reports.set("dry run", validateExchanges(dryRun, description, EXCEPTIONS));
  reports.set("dry run with attributes", validateExchanges(swa, description, EXCEPTIONS));
  reports.set("tour of the sandbox", validateExchanges(accepted, description, EXCEPTIONS));
  reports.set("requests that are refused", validateExchanges(refused, description, EXCEPTIONS, ["status", "answer"]));
  tour = [...accepted, ...refused];
});

afterAll(() => {
  for (const [title, report] of reports) process.stdout.write(renderReport(title, report));
});

async function transcriptOf(...more: readonly string[]): Promise<readonly Exchange[]> {
  const file = join(temporaryFolder(), "transcript.jsonl");
  const { code, stderr } = await runInProcess(["okta", "--dry-run", "--yes", "--transcript", file, ...more]);
  expect(stderr).not.toContain("Error:");
  expect(code).toBe(0);
  const lines = readFileSync(file, "utf8").trim().split("\n");
  return lines.map((line) => JSON.parse(line) as Exchange).filter(({ from }) => from === "total-setup");
}

describe("Okta's official description of its Management API", () => {
  test.each(["dry run", "dry run with attributes", "tour of the sandbox", "requests that are refused"])(
    "holds for every exchange: %s",
    (title) => {
      const report = reports.get(title);
      expect(report?.failures).toEqual([]);
      expect(report?.checked.size).toBeGreaterThan(4);
    },
  );

  test("is asked about everything that a dry run writes", () => {
    const written = ["createApplication", "assignGroupToApplication", "createGroupPushMapping"];
    expect([...(reports.get("dry run")?.checked.keys() ?? [])]).toEqual(expect.arrayContaining(written));
  });

  test("is asked about every list that is paged, with the headers of its answers", () => {
    const paged = description.router.getOperations().filter((operation) => isPaged(operation));
    const noted = tour.map(({ method, path }) => {
      const operation = description.matchOperation({ method, path: path.split("?")[0] ?? "", headers: {} });
      return operation?.operationId;
    });
    expect(paged.length).toBeGreaterThan(6);
    expect(noted).toEqual(expect.arrayContaining(paged.map(({ operationId }) => operationId)));
  });

  test("has no exception that nothing needs any more", () => {
    const needed = new Set([...reports.values()].flatMap(({ excepted }) => [...excepted.keys()]));
    expect(EXCEPTIONS.filter((exception) => !needed.has(exception))).toEqual([]);
  });
});

describe("a call of the API room", () => {
  test.each(ALL_CALLS)(
    "is as described, and names the description's rights when it is refused: %s",
    async (_name, call) => {
      const server = await startRawServer((_request, response) => {
        json(response, 403, { errorCode: "E0000006", errorSummary: "no", errorId: "oae1", errorCauses: [] });
      });
      const { api, exchanges } = openApi(server.url);
      const error = await failureOf(call(api));
      expect(validateExchanges(exchanges, description, EXCEPTIONS, ["request"]).failures).toEqual([]);
      const [asked] = server.seen;
      const path = (asked?.url ?? "").split("?")[0] ?? "";
      const operation = description.matchOperation({ method: asked?.method ?? "", path, headers: {} });
      const scopes = (operation?.security ?? []).flatMap((one) => one["oauth2"] ?? []);
      if (operation === undefined) expect(path).toMatch(NOT_IN_THE_SUBSET);
      else
        expect(error.fix).toContain(
          `With OAuth, the client also needs the scope${scopes.length > 1 ? "s" : ""} ${scopes.join(" and ")}.`,
        );
    },
  );
  const NOT_IN_THE_SUBSET = /^\/\.well-known\/okta-organization$|^\/api\/v1\/groups\/00g1\/(users|apps)$/;
});

describe("the contract fails", () => {
  function failuresWith(request: RegExp, change: (exchange: Exchange) => Exchange): readonly string[] {
    const changed = dryRun.filter(({ method, path }) => request.test(`${method} ${path}`)).map(change);
    expect(changed.length).toBeGreaterThan(0);
    const { failures } = validateExchanges(changed, description, EXCEPTIONS);
    return [...new Set(failures.map(({ operation, part, field, what }) => `${operation} ${part} ${field}: ${what}`))];
  }
  const CREATE_APP = /^POST \/api\/v1\/apps\?/;
  const CREATE_MAPPING = /^POST .*\/group-push\/mappings$/;

  test.each([
    [CREATE_APP, "label", "createApplication request /label: must have required property 'label'"],
    [CREATE_APP, "signOnMode", "createApplication request /signOnMode: must have required property 'signOnMode'"],
    ...["assertionSigned", "responseSigned", "honorForceAuthn", "requestCompressed", "allowMultipleAcsEndpoints"].map(
      (name): [RegExp, string, string] => [
        CREATE_APP,
        `settings.signOn.${name}`,
        `createApplication request /settings/signOn/${name}: must have required property '${name}'`,
      ],
    ),
    [
      CREATE_MAPPING,
      "sourceGroupId",
      "createGroupPushMapping request /sourceGroupId: must have required property 'sourceGroupId'",
    ],
  ])("when a call of %s leaves out %s", (request, field, failure) => {
    const failures = failuresWith(request, (exchange) => ({ ...exchange, body: without(exchange.body, field) }));
    expect(failures).toContain(failure);
  });

  /** What the tour would show if the sandbox answered otherwise. */
  function failuresOfTour(change: (exchange: NotedExchange) => NotedExchange): readonly string[] {
    const { failures } = validateExchanges(tour.map(change), description, EXCEPTIONS, ["status", "answer", "headers"]);
    return [...new Set(failures.map(({ operation, part, field, what }) => `${operation} ${part} ${field}: ${what}`))];
  }

  test("when an answer misspells a field", () => {
    const failures = failuresOfTour((exchange) => {
      const { targetGroupId, ...others } = isJsonObject(exchange.answer) ? exchange.answer : {};
      return targetGroupId === undefined
        ? exchange
        : { ...exchange, answer: { ...others, targetGroup: targetGroupId } };
    });
    const what = "answer /targetGroup: is a field that the description does not know";
    expect(failures).toEqual(
      expect.arrayContaining([
        `createGroupPushMapping ${what}`,
        `getGroupPushMapping ${what}`,
        `updateGroupPushMapping ${what}`,
      ]),
    );
  });

  test("when a list has no links", () => {
    const failures = failuresOfTour(({ answerHeaders: { link: _none, ...answerHeaders } = {}, ...exchange }) => ({
      ...exchange,
      answerHeaders,
    }));
    const lists = description.router.getOperations().filter((operation) => isPaged(operation));
    const all = lists.map(({ operationId }) => `${String(operationId)} headers /link: does not name the page itself`);
    expect([...failures].sort()).toEqual(all.sort());
  });

  test("when an error calls its code otherwise", () => {
    const failures = failuresOfTour((exchange) => {
      const { errorCode, ...others } = isJsonObject(exchange.answer) ? exchange.answer : {};
      return errorCode === undefined ? exchange : { ...exchange, answer: { ...others, code: errorCode } };
    });
    expect(failures).toContain("getApplication answer /code: is a field that the description does not know");
    expect(failures).toContain("getApplication answer /errorCode: is missing in an error");
  });

  test.each([400, 401])("when an operation that knows no %i answers it", (status) => {
    const failures = failuresOfTour((exchange) =>
      exchange.method === "GET" && exchange.status === 404 ? { ...exchange, status } : exchange,
    );
    expect(failures).toContain(`getApplication status ${String(status)}: is none of the described 200, 403, 404, 429`);
  });

  test("when a call misspells an optional field", () => {
    const body = { sourceGroupId: "00g1", targetGroupName: "TOTAL-Admin", state: "ACTIVE" };
    expect(failuresWith(CREATE_MAPPING, (exchange) => ({ ...exchange, body }))).toEqual([
      "createGroupPushMapping request /state: is a field that the description does not know",
    ]);
  });

  test("when a call sends what is read-only", () => {
    expect(
      failuresWith(CREATE_APP, (exchange) => ({
        ...exchange,
        body: { ...objectOf(exchange.body), features: ["SCIM_PROVISIONING"] },
      })),
    ).toEqual(["createApplication request /features: must not be sent: it is read-only"]);
  });

  test("when a call asks with a parameter that there is not", () => {
    const failures = failuresWith(/^GET \/api\/v1\/apps\?/, (exchange) => ({
      ...exchange,
      path: exchange.path.replace("q=", "query="),
    }));
    expect(failures).toEqual(["listApplications request /query/query: must NOT have additional properties"]);
  });

  test("when an answer has another shape", () => {
    expect(
      failuresWith(CREATE_MAPPING, (exchange) => ({
        ...exchange,
        answer: { ...objectOf(exchange.answer), status: "ENABLED", created: 1774446347 },
      })),
    ).toEqual([
      "createGroupPushMapping answer /created: must be string",
      "createGroupPushMapping answer /status: must be equal to one of the allowed values",
    ]);
    expect(failuresWith(/^GET .*\/mappings\?/, (exchange) => ({ ...exchange, answer: {} }))).toEqual([
      "listGroupPushMappings answer : must be array",
    ]);
  });

  test("when an answer has a status that is neither described nor recorded", () => {
    expect(failuresWith(CREATE_MAPPING, (exchange) => ({ ...exchange, status: 202 }))).toEqual([
      "createGroupPushMapping status 202: is none of the described 201, 400, 401, 403, 429",
    ]);
  });

  test("when an excepted null is something else", () => {
    expect(
      failuresWith(/^POST \/api\/v1\/apps\?/, (exchange) => ({
        ...exchange,
        answer: { ...objectOf(exchange.answer), accessibility: { errorRedirectUrl: 7 } },
      })),
    ).toEqual(["createApplication answer /accessibility/errorRedirectUrl: must be string"]);
  });
});

function objectOf(value: unknown): JsonObject {
  if (!isJsonObject(value)) throw new Error("not an object");
  return value;
}

/** The object without the field that the path names. */
function without(value: unknown, path: string): JsonObject {
  const [name = "", ...rest] = path.split(".");
  const { [name]: field, ...others } = objectOf(value);
  expect(field).toBeDefined();
  return rest.length === 0 ? others : { ...others, [name]: without(field, rest.join(".")) };
}
