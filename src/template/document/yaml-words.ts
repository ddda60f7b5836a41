import type { ErrorCode } from "yaml";

const WORDS: Partial<Record<ErrorCode, string>> = {
  ALIAS_PROPS: "an alias cannot carry an anchor or a tag",
  BAD_ALIAS: "this alias names nothing",
  BAD_INDENT: "the indentation does not fit here, or a closing bracket is missing",
  BAD_PROP_ORDER: "anchors and tags stand after the sign that starts an entry",
  BAD_SCALAR_START: "a value that starts with this character needs quotation marks",
  BLOCK_AS_IMPLICIT_KEY:
    'a second ": " within one value: quote the value, or check the indentation of the lines around it',
  BLOCK_IN_FLOW: "a block cannot stand between brackets",
  DUPLICATE_KEY: "this key stands twice in one map",
  MISSING_CHAR: "a closing quotation mark, a comma, a colon or a space is missing",
  MULTILINE_IMPLICIT_KEY: "a key must stand on one line: check the indentation and the colons",
  MULTIPLE_DOCS: "a second document starts here: one file holds one",
  NON_STRING_KEY: "a key must be a plain word",
  TAB_AS_INDENT: "a tab stands in the indentation: use spaces",
  TAG_RESOLVE_FAILED: "tags are not used here: write the plain value",
  UNEXPECTED_TOKEN: "this does not belong here",
};

/**
 * What a YAML error means, in our words: the parser's own may quote the file, and an inputs file could wrongly hold a secret.
 *
 * @param offset - where the error is in the text
 */
export function yamlWords(code: ErrorCode, text: string, offset: number): string {
  // `{ url: ${name} }` reads as a map that starts within a word: the usual slip in a template.
  if (code === "UNEXPECTED_TOKEN" && text.slice(offset - 1, offset + 1) === "${")
    return 'a reference needs quotation marks here: "${name}"';
  return WORDS[code] ?? "this is not valid YAML";
}
