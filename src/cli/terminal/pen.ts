import type { ChalkInstance } from "chalk";
import type { Glyphs } from "./glyphs.js";
import type { Output } from "./io.js";

/** Colours for one stream. */
export type Paint = ChalkInstance;

/** Writes whole lines to one stream, without secrets, in its colours. */
export interface Pen {
  line(text?: string): void;
  readonly paint: Paint;
  readonly glyphs: Glyphs;
  readonly output: Output;
}
