/** A value of the source directory, or one made from such: undefined is "no value". */
export type SourceValue = string | boolean | number | readonly string[] | undefined;

/** The text of one value: booleans as `True` and `False`. Several values have no text. */
export function textOf(value: Exclude<SourceValue, readonly string[]>): string | undefined {
  if (typeof value === "boolean") return value ? "True" : "False";
  return value === undefined ? undefined : String(value);
}

/** The values of a multi-valued attribute; a single one is a list of one. */
export function listOf(value: SourceValue): readonly string[] {
  if (isList(value)) return value;
  const text = textOf(value);
  return text === undefined ? [] : [text];
}

/** True when there is nothing to send: no value, an empty text, an empty list. */
export function isEmpty(value: SourceValue): boolean {
  return value === undefined || value === "" || (isList(value) && value.length === 0);
}

/** True for a multi-valued one. */
export function isList(value: SourceValue): value is readonly string[] {
  return Array.isArray(value);
}

/** The boolean that a value stands for; undefined when it stands for none. */
export function truthOf(value: SourceValue): boolean | undefined {
  if (typeof value === "boolean") return value;
  if (typeof value === "number") return value !== 0;
  if (typeof value !== "string") return undefined;
  const text = value.toLowerCase();
  if (text === "true" || text === "false") return text === "true";
  return /^-?\d+$/.test(text) ? Number(text) !== 0 : undefined;
}
