import type { z } from "zod";
import type { JsonValue } from "../base/json.js";

/*
 * Types only. They tie requests and answers to the vendors' own models, so that a field that a vendor renames or drops breaks
 * the build. A body must be an object literal without a spread: the compiler does not look for unknown fields in a spread.
 */

/** A request body as a model declares it, with mandatory fields. Dates are sent as text; undefined fields are not sent. */
export type Body<Model> = Model extends Date
  ? string
  : Model extends readonly (infer Item)[]
    ? readonly Body<Item>[]
    : Model extends object
      ? { readonly [Key in keyof Model as Declared<Model, Key>]: Body<Model[Key]> | NotSent<Model, Key> }
      : Model;

/** Beside fields with names, room for any other one would hide a misspelt name. */
type Declared<Model, Key> = string extends Key ? ([Named<Model>] extends [never] ? Key : never) : Key;
type Named<Model> = keyof {
  [Key in keyof Model as string extends Key ? never : number extends Key ? never : Key]: Key;
};
type NotSent<Model, Key extends keyof Model> = object extends Pick<Model, Key> ? undefined : never;

/**
 * The output of a schema for an answer, provided that it reads only fields of the model and accepts every value that the model
 * declares for them. The schema decides what is mandatory: the models declare almost nothing mandatory in answers.
 */
export type Answer<Model, Schema extends Reads<Tied<Model, z.input<Schema>>>> = z.output<Schema>;

interface Reads<Input> extends z.core.$ZodType {
  readonly _zod: z.core.$ZodType["_zod"] & { readonly input: Input };
}

type Tied<Model, Read> = unknown extends Read
  ? unknown
  : TiedValue<NonNullable<Model>, NonNullable<Read>> | null | undefined;

type TiedValue<Model, Read> = [Read] extends [readonly (infer ReadItem)[]]
  ? [Model] extends [readonly (infer Item)[]]
    ? readonly Tied<Item, ReadItem>[]
    : never
  : [Read] extends [object]
    ? TiedFields<Model, Read>
    : Body<Model> extends Read
      ? Read
      : never;

type TiedFields<Model, Read> = {
  [Key in keyof Read]: string extends Key
    ? Tied<Model[keyof Model], Read[Key]>
    : Key extends Named<Model>
      ? Tied<Model[Key & keyof Model], Read[Key]>
      : never;
};

/** The type of an exception without a source, or one that is no longer needed: no body and no schema fits it. */
interface NoException {
  readonly "this exception is not needed, or has no source": never;
}

/** A model with fields that need not be sent though it calls them mandatory. Breaks the build once it calls one optional. */
export type Optional<Model, Key extends Mandatory<Model>, Source extends string> = Source extends ""
  ? NoException
  : Omit<Model, Key> & Partial<Pick<Model, Key>>;

type Mandatory<Model> = { [Key in keyof Model]-?: object extends Pick<Model, Key> ? never : Key }[keyof Model];

/** A model with fields that it lacks. Breaks the build once it has one of them. */
export type Added<Model, More, Source extends string> = Source extends ""
  ? NoException
  : [keyof Model & keyof More] extends [never]
    ? Model & More
    : NoException;

/** A model whose parts are other models, by fields that it has. */
export type With<Model, Parts extends { readonly [Key in keyof Parts]: OnlyIn<Model, Key> }> = Omit<
  Model,
  keyof Parts
> &
  Parts;

/** A model with other types for some of its fields. Breaks the build once its own types would do. */
export type Instead<
  Model,
  Fields extends { readonly [Key in keyof Fields]: OnlyIn<Model, Key> },
  Source extends string,
> = Source extends ""
  ? NoException
  : Fields extends Pick<Model, keyof Fields & keyof Model>
    ? NoException
    : Omit<Model, keyof Fields> & Fields;

type OnlyIn<Model, Key> = Key extends keyof Model ? unknown : never;

/** A body that has no model at all, by fields. */
export type WithoutModel<Fields, Source extends string> = Body<Source extends "" ? NoException : Fields>;

/** An object of an answer that is kept as it came, of which only the names of the model's fields are relied on. */
export type Raw<Model> = { readonly [Key in keyof Model]?: JsonValue };
