import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import type { SourceValue } from "../values/value.js";

/** Functions that give numbers. Source: Microsoft Learn, functions-for-customizing-application-data. */
export const NUMBERS: Readonly<Record<string, MappingFunction>> = {
  BitAnd: { takes: [2, 2], apply: (call) => Number(BigInt(call.integer(0)) & BigInt(call.integer(1))) },
  InStr: { takes: [2, 4], apply: inStr },
};

/** The first character has the index 1; 0 is "not found". */
function inStr(call: Call): SourceValue {
  const text = call.text(0);
  const wanted = call.setting(1);
  const start = call.given(2) ? call.integer(2) : 1;
  if (text === undefined) return undefined;
  if (start < 1 || wanted === "") return notSimulated("the function InStr with this start or text");
  const binary = text.indexOf(wanted, start - 1) + 1;
  const ignoringCase = text.toLowerCase().indexOf(wanted.toLowerCase(), start - 1) + 1;

  const type = call.trees[3];
  const name = type?.kind === "word" ? type.name : type?.kind === "constant" ? type.value : undefined;
  if (name === "vbBinaryCompare") return binary;
  if (name === "vbTextCompare") return ignoringCase;
  if (type !== undefined) return notSimulated("the function InStr with this comparison");
  // Which of the two is the default is not said.
  return binary === ignoringCase ? binary : notSimulated("the function InStr where letter case matters");
}
