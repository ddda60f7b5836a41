import { createRequire } from "node:module";
import ts from "typescript";
import { expect, test } from "vitest";
import { bodiesIn, IDP_FILES, nodesIn, parse } from "../support/source-files.js";

const require = createRequire(import.meta.url);

/** A call of the API as data: it says what it is for. */
function isCall({ properties }: ts.ObjectLiteralExpression): boolean {
  return properties.some((one) => one.name?.getText() === "purpose" || /^\.\.\.(read|write)\(/.test(one.getText()));
}

test("every request body satisfies a type that is made of the vendor's models", () => {
  const api = IDP_FILES.filter((file) => /^src\/\w+\/api\//.test(file));
  const bodies = api.flatMap((file) =>
    nodesIn(parse(file), ts.isPropertyAssignment)
      .filter(({ name, parent }) => name.getText() === "body" && isCall(parent))
      .map(({ initializer }) => ({ file, text: initializer.getText(), tied: ts.isSatisfiesExpression(initializer) })),
  );
  expect(bodies.length).toBeGreaterThan(15);
  expect(bodies.filter(({ tied }) => !tied)).toEqual([]);
});

test("no request body has a spread, in which the compiler overlooks an unknown field", () => {
  const spreads = IDP_FILES.flatMap((file) =>
    bodiesIn(parse(file)).flatMap((body) =>
      nodesIn(body, ts.isSpreadAssignment).map((one) => `${file}: ${one.getText()}`),
    ),
  );
  expect(spreads).toEqual([]);
});

interface Described {
  getAttributeTypeMap(): readonly { readonly name: string; readonly baseName: string }[];
}

/** The generator of Okta's SDK gives some fields another name than they have in JSON; the types go by its names. */
test("fields of Okta's models are called as they are in JSON, but for three that nobody sends or reads", () => {
  const from = "@okta/okta-sdk-nodejs/src/types/generated/models/all.js";
  const models = IDP_FILES.flatMap((file) =>
    nodesIn(parse(file), ts.isImportDeclaration)
      .filter(({ moduleSpecifier }) => moduleSpecifier.getText() === JSON.stringify(from))
      .flatMap((one) => nodesIn(one, ts.isImportSpecifier).map(({ name }) => name.getText())),
  );
  const others = [...new Set(models)].sort().flatMap((model) => {
    const path = `@okta/okta-sdk-nodejs/src/generated/models/${model}.js`;
    const { [model]: described } = require(path) as Readonly<Record<string, Described>>;
    return (described?.getAttributeTypeMap() ?? [])
      .filter(({ name, baseName }) => name !== baseName)
      .map(({ name, baseName }) => `${model}.${name} is ${baseName}`);
  });
  expect(models.length).toBeGreaterThan(25);
  expect(others).toEqual([
    "UserSchema.schema is $schema",
    "UserSchemaAttribute._default is default",
    "UserSchemaAttribute._enum is enum",
  ]);
});
