import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

/**
 * Finds in the sources every code that a SetupError can have, with its exit codes, and every warning's code.
 * Nothing is run: what stands there as `code` is followed through constants, conditions and parameters to the words it can be.
 *
 * @param {string} folder the sources
 * @returns {{ errors: Map<string, Set<string>>, warnings: Set<string> }} exit codes by the names of EXIT
 */
export function scanErrors(folder) {
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name))
    .map((path) => ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022, true));
  const calls = callsByName(files);
  const errors = new Map();
  const warnings = new Set();

  for (const file of files) {
    visit(file, (node) => {
      if (ts.isNewExpression(node) && node.expression.getText() === "SetupError") {
        const parts = node.arguments?.[0];
        const code = parts && ts.isObjectLiteralExpression(parts) ? propertyOf(parts, "code") : undefined;
        if (code !== undefined) for (const word of wordsOf(code, calls)) add(errors, word, exitsOf(parts));
      } else if (ts.isObjectLiteralExpression(node)) {
        const code = propertyOf(node, "code");
        if (code === undefined || propertyOf(node, "fix") === undefined) return;
        if (propertyOf(node, "message") !== undefined) {
          if (ts.isStringLiteral(code)) warnings.add(code.text);
        } else if (propertyOf(node, "exitCode") !== undefined && ts.isStringLiteral(code)) {
          add(errors, code.text, exitsOf(node));
        }
      }
    });
  }
  return { errors, warnings };
}

function add(errors, code, exits) {
  const known = errors.get(code) ?? new Set();
  for (const exit of exits) known.add(exit);
  errors.set(code, known);
}

function visit(node, look) {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

function callsByName(files) {
  const calls = new Map();
  for (const file of files) {
    visit(file, (node) => {
      if (!ts.isCallExpression(node) || !ts.isIdentifier(node.expression)) return;
      const name = node.expression.text;
      calls.set(name, [...(calls.get(name) ?? []), node]);
    });
  }
  return calls;
}

/** The value of a property of an object literal; of a shorthand, its name. */
function propertyOf(object, name) {
  for (const property of object.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

function exitsOf(parts) {
  const text = propertyOf(parts, "exitCode")?.getText() ?? "";
  return [...text.matchAll(/EXIT\.(\w+)/g)].map(([, name]) => name);
}

/** The words that an expression can come to. */
function wordsOf(node, calls) {
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return [node.text];
  if (ts.isConditionalExpression(node)) return [...wordsOf(node.whenTrue, calls), ...wordsOf(node.whenFalse, calls)];
  if (ts.isTemplateExpression(node) && node.templateSpans.length === 1) {
    const [span] = node.templateSpans;
    return wordsOf(span.expression, calls).map((word) => node.head.text + word + span.literal.text);
  }
  if (ts.isIdentifier(node)) return wordsOfName(node, calls);
  throw new Error(`${placeOf(node)}: cannot tell which codes "${node.getText()}" can be`);
}

function wordsOfName(name, calls) {
  for (let scope = name.parent; scope !== undefined; scope = scope.parent) {
    if (ts.isFunctionDeclaration(scope) && scope.name !== undefined) {
      const index = scope.parameters.findIndex((parameter) => parameter.name.getText() === name.text);
      if (index !== -1) return wordsOfArgument(scope, index, calls);
    }
    const declared = declarationIn(scope, name.text);
    if (declared !== undefined) return wordsOf(declared, calls);
    if (isTakenApart(scope, name.text)) return wordsOfExplanations(name.getSourceFile());
  }
  throw new Error(`${placeOf(name)}: cannot find where "${name.text}" comes from`);
}

function wordsOfArgument(called, index, calls) {
  const name = called.name.text;
  const isExported = called.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
  const own = called.getSourceFile();
  // Another file may have a function of the same name: then its calls are of that one.
  const mayCall = (file) => file === own || (isExported && declares(file, name) === false);
  const found = (calls.get(name) ?? [])
    .filter((call) => mayCall(call.getSourceFile()))
    .flatMap((call) => wordsOf(call.arguments[index], calls));
  if (found.length === 0) throw new Error(`${placeOf(called)}: nobody calls ${name}`);
  return found;
}

function declares(file, name) {
  return file.statements.some((statement) => ts.isFunctionDeclaration(statement) && statement.name?.text === name);
}

function declarationIn(scope, name) {
  if (!ts.isBlock(scope) && !ts.isSourceFile(scope)) return undefined;
  return scope.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .find((declaration) => declaration.name.getText() === name)?.initializer;
}

/** True when the name comes out of `const { code, what } = explain(...)`. */
function isTakenApart(scope, name) {
  if (!ts.isBlock(scope)) return false;
  return scope.statements
    .filter(ts.isVariableStatement)
    .flatMap(({ declarationList }) => [...declarationList.declarations])
    .some(
      ({ name: pattern }) =>
        ts.isObjectBindingPattern(pattern) && pattern.elements.some((element) => element.name.getText() === name),
    );
}

/** The codes of all that a file explains, as `{ code, what, why, fix }`. */
function wordsOfExplanations(file) {
  const words = [];
  visit(file, (node) => {
    if (!ts.isObjectLiteralExpression(node) || propertyOf(node, "what") === undefined) return;
    const code = propertyOf(node, "code");
    if (code !== undefined && ts.isStringLiteral(code)) words.push(code.text);
  });
  return words;
}

function placeOf(node) {
  const file = node.getSourceFile();
  const { line } = file.getLineAndCharacterOfPosition(node.getStart());
  return `${file.fileName}:${String(line + 1)}`;
}
