import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";
import { bodiesIn, IDP_FILES, nodesIn, parse, ROOT } from "../support/source-files.js";

/** A source file with copies of its bodies or schemas, in each of which one field has got another name. */
interface Changed {
  readonly file: string;
  readonly text: string;
  readonly renamed: readonly Renamed[];
}

interface Renamed {
  /** As `src/okta/api/groups.ts GroupBody name`. */
  readonly name: string;
  readonly text: string;
}

type Field = (ts.PropertyAssignment | ts.ShorthandPropertyAssignment) & {
  readonly name: ts.Identifier | ts.StringLiteral;
};

function isField(node: ts.Node): node is Field {
  if (!ts.isPropertyAssignment(node) && !ts.isShorthandPropertyAssignment(node)) return false;
  return ts.isIdentifier(node.name) || ts.isStringLiteral(node.name);
}

function textWithout(node: ts.Node, field: Field): string {
  const [text, start] = [node.getText(), node.getStart()];
  const renamed = ts.isShorthandPropertyAssignment(field) ? `renamedField: ${field.name.text}` : "renamedField";
  return text.slice(0, field.name.getStart() - start) + renamed + text.slice(field.name.end - start);
}

/** Each body with its copies beside it, so that all that it refers to is in scope. */
function changedBodies(file: string): Changed {
  const source = parse(file);
  const renamed: Renamed[] = [];
  let { text } = source;
  for (const body of bodiesIn(source).toReversed()) {
    const type = body.type.getText();
    const copies = nodesIn(body.expression, isField).map((field) => ({
      name: `${file} ${type} ${field.name.text}`,
      text: `(${textWithout(body.expression, field)} satisfies ${type})`,
    }));
    renamed.push(...copies);
    const all = [...copies.map((one) => one.text), body.getText()].join(",\n");
    text = `${text.slice(0, body.getStart())}(${all})${text.slice(body.end)}`;
  }
  return { file, text, renamed };
}

function isSchemaOfObject(node: ts.Node): boolean {
  return ts.isCallExpression(node) && node.expression.getText().endsWith("looseObject");
}

/** Copies of each schema that an `Answer` ties to a model, tied likewise. */
function changedAnswers(file: string): Changed {
  const source = parse(file);
  const schemas = new Map(
    nodesIn(source, ts.isVariableDeclaration).map(({ name, initializer }) => [name.getText(), initializer]),
  );
  const renamed = nodesIn(source, ts.isTypeReferenceNode)
    .filter(({ typeName }) => typeName.getText() === "Answer")
    .flatMap(({ typeArguments = [] }) => {
      const [model = "", schema = ""] = typeArguments.map((one) => one.getText());
      const initializer = schemas.get(schema.replace("typeof ", ""));
      if (initializer === undefined) throw new Error(`${file} has no ${schema}`);
      return nodesIn(initializer, isField)
        .filter(({ parent }) => isSchemaOfObject(parent.parent))
        .map((field) => ({
          name: `${file} ${model} ${field.name.text}`,
          model,
          text: textWithout(initializer, field),
        }));
    })
    .map(({ name, model, text }, index) => {
      const [copy, answer] = [`schema${String(index)}`, `Answer${String(index)}`];
      return { name, text: `const ${copy} = ${text};\nexport type ${answer} = Answer<${model}, typeof ${copy}>;` };
    });
  return { file, text: [source.text, ...renamed.map(({ text }) => text)].join("\n"), renamed };
}

/** The names of those that the compiler does not mind. */
function acceptedOf(changed: readonly Changed[]): string[] {
  const config = ts.readConfigFile(join(ROOT, "tsconfig.json"), (path) => ts.sys.readFile(path)) as { config: unknown };
  const { options } = ts.parseJsonConfigFileContent(config.config, ts.sys, ROOT);
  const host = ts.createCompilerHost(options);
  const texts = new Map(changed.map(({ file, text }) => [join(ROOT, file), text]));
  const read = host.readFile.bind(host);
  host.readFile = (path) => texts.get(path) ?? read(path);
  const program = ts.createProgram({ rootNames: [...texts.keys()], options, host });
  return changed.flatMap(({ file, text, renamed }) => {
    const source = program.getSourceFile(join(ROOT, file));
    const places = program.getSemanticDiagnostics(source).map(({ start = 0 }) => start);
    const isMinded = (copy: string): boolean => {
      const start = text.indexOf(copy);
      return places.some((place) => place >= start && place < start + copy.length);
    };
    return renamed.filter((one) => !isMinded(one.text)).map(({ name }) => name);
  });
}

test("a field of another name, in whatever request body or answer, breaks the build", { timeout: 300_000 }, () => {
  const bodies = IDP_FILES.map(changedBodies).filter(({ renamed }) => renamed.length > 0);
  const answers = ["schemas", "errors"].flatMap((name) => [
    changedAnswers(`src/okta/api/${name}.ts`),
    changedAnswers(`src/entra/api/${name}.ts`),
  ]);
  const count = (changed: readonly Changed[]): number => changed.flatMap(({ renamed }) => renamed).length;
  expect(count(bodies)).toBeGreaterThan(100);
  expect(count(answers)).toBeGreaterThan(150);
  expect(acceptedOf([...bodies, ...answers])).toEqual([]);
});
