import { BearerToken, BrowserFetch, DefaultParse } from "@pnp/queryable";
import { DefaultHeaders, DefaultInit, graphfi } from "@pnp/graph";
import "@pnp/graph/presets/all.js";
import { expect, test } from "vitest";
import { openForeignTenant } from "./support/graph-tenant.js";

/** What every address of pnp is: it can be read by calling it. */
type Address = () => Promise<unknown>;

/** The addresses that a value of pnp leads to, by the names of its properties. */
function addressesOf(value: object): Address[] {
  const found = new Map<string, Address>();
  for (let kind = value; kind !== Object.prototype; kind = Object.getPrototypeOf(kind) as object)
    for (const [name, property] of Object.entries(Object.getOwnPropertyDescriptors(kind))) {
      const address: unknown = property.get?.call(value);
      if (typeof address === "function" && "toUrl" in address) found.set(name, address as unknown as Address);
    }
  return [...found.values()];
}

/** Read below `/beta`, and in no version of Graph's metadata that the sandbox follows. */
const UNKNOWN = ["/beta/termStore"];

test("everything that pnp can read is simulated, or answered 501 with what is simulated", async ({ annotate }) => {
  const { front, token } = await openForeignTenant();
  const root = DefaultInit(`${front.url}/v1.0`);
  const graph = graphfi().using(root, DefaultHeaders(), BrowserFetch(), DefaultParse(), BearerToken(token));
  const [group] = await graph.groups();
  const { users, groups } = graph;
  for (const start of [graph, users.getById("ada@northwind.example"), groups.getById(group?.id ?? "")])
    for (const address of addressesOf(start)) await address().catch(() => undefined);

  expect(front.calls.length).toBeGreaterThan(60);
  const refused = front.calls.filter(({ status }) => status === 501);
  for (const { path, answer } of refused) {
    const { error } = JSON.parse(answer) as { readonly error: GraphError };
    expect(error.code).toBe("NotImplemented");
    expect(error.message).toContain(`The sandbox does not simulate GET ${path};`);
    expect(error.details.map(({ code }) => code)).toContain("Simulated");
  }
  const simulated = front.calls.filter(
    ({ status, answer }) => status === 200 || answer.includes("Request_ResourceNotFound"),
  );
  const others = front.calls.filter((one) => !refused.includes(one) && !simulated.includes(one));
  expect(others.map(({ path }) => path)).toEqual(UNKNOWN);
  await annotate(
    `${String(simulated.length)} reads are simulated; not simulated:\n${refused.map(({ path }) => path).join("\n")}`,
  );
});

interface GraphError {
  readonly code: string;
  readonly message: string;
  readonly details: readonly { readonly code: string; readonly message: string }[];
}
