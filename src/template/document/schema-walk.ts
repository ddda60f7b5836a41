import { z } from "zod";
import type { Path } from "./document.js";

/** The value at a path of plain data; undefined when there is none. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((within, key) => ownValue(within, key), value);
}

/** A value's own property, without what every object inherits. */
export function ownValue(within: unknown, key: PropertyKey): unknown {
  if (within === null || typeof within !== "object" || !Object.hasOwn(within, key)) return undefined;
  return (within as Readonly<Record<PropertyKey, unknown>>)[key];
}

/**
 * The keys that a schema accepts at this path, for the value there:
 * for a discriminated union only the keys of the option that the value selects.
 */
export function keysAt(schema: z.core.$ZodType, value: unknown, path: Path): readonly string[] {
  return objectsOf(schema, value).flatMap((object) => {
    const [key, ...rest] = path;
    if (object instanceof z.ZodObject) {
      if (key === undefined) return Object.keys(object.shape);
      const inner: unknown = ownValue(object.shape, key);
      return inner instanceof z.core.$ZodType ? keysAt(inner, ownValue(value, key), rest) : [];
    }
    if (key === undefined) return [];
    if (object instanceof z.ZodRecord) return keysAt(object.valueType, ownValue(value, key), rest);
    return object instanceof z.ZodArray ? keysAt(object.element, ownValue(value, key), rest) : [];
  });
}

/** The schema without its wrappers, or the options of a union that match the value. */
function objectsOf(schema: z.core.$ZodType, value: unknown): readonly z.core.$ZodType[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodReadonly) {
    return objectsOf(schema.unwrap(), value);
  }
  if (schema instanceof z.ZodDefault) return objectsOf(schema.unwrap(), value);
  if (schema instanceof z.ZodPipe) return objectsOf(schema.in, value);
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator, options } = schema.def;
    return options
      .flatMap((option) => objectsOf(option, value))
      .filter((option) => chose(option, discriminator, value));
  }
  return schema instanceof z.ZodUnion ? schema.options.flatMap((option) => objectsOf(option, value)) : [schema];
}

function chose(option: z.core.$ZodType, discriminator: string, value: unknown): boolean {
  if (!(option instanceof z.ZodObject)) return false;
  const mark: unknown = ownValue(option.shape, discriminator);
  return mark instanceof z.core.$ZodType && z.safeParse(mark, ownValue(value, discriminator)).success;
}
