import { expect, test } from "vitest";
import { watchWrites } from "../../../src/cli/rehearsal/changes/watch-writes.js";
import type { Exchange } from "../../../src/http/exchange.js";

const at = "2026-11-30T08:00:00.000Z";

function exchange(method: string, path: string, more: Partial<Exchange> = {}): Exchange {
  return { at, from: "okta", to: "target", method, path, headers: {}, status: 200, ...more };
}

test("nothing is kept or asked for before the start, and all is passed on", () => {
  const seen: Exchange[] = [];
  const watch = watchWrites();
  const alone = watch.watch(undefined);
  const forwarding = watch.watch((one) => seen.push(one));
  expect([alone.listens?.(), forwarding.listens?.()]).toEqual([false, true]);
  forwarding(exchange("PUT", "/scim/v2/Users/1"));
  expect([watch.decisive("1", "title"), seen.length]).toEqual([undefined, 1]);
  watch.start();
  expect(alone.listens?.()).toBe(true);
  alone(exchange("PUT", "/scim/v2/Users/1"));
  expect(watch.decisive("1", "title")).toMatchObject({ method: "PUT", status: 200 });
  watch.start();
  expect(watch.decisive("1", "title")).toBeUndefined();
});

test("a refused request decides, among those that name the value; the proof's own reads do not count", () => {
  const watch = watchWrites();
  const sink = watch.watch(undefined);
  watch.start();
  const members = { Operations: [{ op: "Remove", path: "members", value: [1, 2, 3, 4, 5, 6, 7] }] };
  const name = { Operations: [{ op: "Replace", path: "displayName", value: "New" }] };
  sink(exchange("GET", "/scim/v2/Groups/g?excludedAttributes=members"));
  sink(exchange("PATCH", "/scim/v2/Groups/g", { body: name, status: 400, answer: { detail: "no" } }));
  sink(exchange("PATCH", "/scim/v2/Groups/g", { body: members, status: 204 }));
  sink(exchange("GET", "/scim/v2/Groups/g", { from: "total-setup", status: 500 }));
  sink(exchange("PATCH", "/scim/v2/Groups/gg", { body: name, status: 500 }));
  expect(watch.decisive("g", "displayName")).toMatchObject({ body: name, status: 400, answer: { detail: "no" } });
  expect(watch.decisive("g", "members")).toMatchObject({
    status: 204,
    body: { Operations: [{ value: [1, 2, 3, 4, 5] }] },
  });
  expect(watch.decisive("other", "members")).toBeUndefined();
});
