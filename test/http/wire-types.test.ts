import { expectTypeOf, test } from "vitest";
import { z } from "zod";
import type { Added, Answer, Body, Instead, Optional, With, WithoutModel } from "../../src/http/wire-types.js";

/* What these say is checked by `npm run types`; when they run, they do nothing. */

interface Profile {
  name?: string;
  [custom: string]: string | number | undefined;
}
interface Model {
  id: string;
  created?: Date;
  status?: "ON" | "OFF";
  profile?: Profile;
  values?: Record<string, { text?: string }>;
  others?: Model[];
}

test("a body has the model's fields and types, dates as texts, and takes no others", () => {
  expectTypeOf({ id: "1", created: "2026-03-01T08:00:00Z", status: "ON" } as const).toExtend<Body<Model>>();
  expectTypeOf({ id: "1", others: [{ id: "2" }], profile: undefined }).toExtend<Body<Model>>();
  expectTypeOf({ status: "ON" } as const).not.toExtend<Body<Model>>();
  expectTypeOf({ id: "1", status: "AWAY" } as const).not.toExtend<Body<Model>>();
  // @ts-expect-error -- a field that the model lacks
  ({ id: "1", state: "ON" }) satisfies Body<Model>;
  // @ts-expect-error -- the profile's room for custom attributes must not take a misspelt name
  ({ id: "1", profile: { nmae: "x" } }) satisfies Body<Model>;
});

const loose = z.looseObject;

test("an answer reads only what the model has, and takes every value that it declares", () => {
  const values = z.record(z.string(), loose({ text: z.string().nullish() })).nullish();
  const good = loose({ id: z.string(), created: z.string().nullish(), status: z.string(), values });
  expectTypeOf<Answer<Model, typeof good>>().toEqualTypeOf<z.output<typeof good>>();
  const unknownField = loose({ id: z.string(), state: z.string().nullish() });
  // @ts-expect-error -- a field that the model lacks, be it optional
  expectTypeOf<Answer<Model, typeof unknownField>>().toBeObject();
  const within = loose({ others: z.array(loose({ ident: z.string() })) });
  // @ts-expect-error -- the same in the items of a list
  expectTypeOf<Answer<Model, typeof within>>().toBeObject();
  const otherType = loose({ id: z.number() });
  // @ts-expect-error -- another type
  expectTypeOf<Answer<Model, typeof otherType>>().toBeObject();
  const narrower = loose({ status: z.literal("ON") });
  // @ts-expect-error -- a value that the model declares would be refused
  expectTypeOf<Answer<Model, typeof narrower>>().toBeObject();
});

test("an exception that nothing needs any more, or that has no source, breaks the build", () => {
  expectTypeOf({}).toExtend<Body<Optional<Model, "id", "docs">>>();
  // @ts-expect-error -- the model calls it optional itself
  expectTypeOf<Optional<Model, "created", "docs">>().toBeObject();
  expectTypeOf<Added<Model, { extra: string }, "docs">>().toExtend<Model>();
  expectTypeOf<Instead<Model, { status: string }, "docs">>().toExtend<{ status: string }>();
  const schema = loose({ id: z.string() });
  // @ts-expect-error -- the model has the field by now
  expectTypeOf<Answer<Added<Model, { status: string }, "docs">, typeof schema>>().toBeObject();
  // @ts-expect-error -- the same of a body
  ({ id: "1" }) satisfies Body<Added<Model, { status?: string }, "docs">>;
  // @ts-expect-error -- the model's own type would do
  ({ id: "1", status: "ON" }) satisfies Body<Instead<Model, { status: "ON" }, "docs">>;
  // @ts-expect-error -- a field that the model lacks
  expectTypeOf<Instead<Model, { state: string }, "docs">>().toBeObject();
  // @ts-expect-error -- the same of a part
  expectTypeOf<With<Model, { part: Model }>>().toBeObject();
  // @ts-expect-error -- no source
  ({ id: "1", extra: "x" }) satisfies Body<Added<Model, { extra: string }, "">>;
  // @ts-expect-error -- no source
  ({ extra: "x" }) satisfies WithoutModel<{ extra: string }, "">;
});
