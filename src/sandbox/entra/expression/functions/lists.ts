import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import { isEmpty, isList, listOf, type SourceValue } from "../values/value.js";

/** Functions on several values. Source: Microsoft Learn, functions-for-customizing-application-data. */
export const LISTS: Readonly<Record<string, MappingFunction>> = {
  Count: { takes: [1, 1], apply: (call) => listOf(call.value(0)).length },
  Item: { takes: [2, 2], apply: item },
  Join: { takes: [2, Infinity], apply: join },
  RemoveDuplicates: { takes: [1, 1], apply: removeDuplicates },
  Split: { takes: [2, 2], apply: split },
  Word: { takes: [3, 3], apply: word },
};

/** The first item has the index 1. */
function item(call: Call): SourceValue {
  const values = listOf(call.value(0));
  const index = call.integer(1);
  if (values.length === 0) return undefined;
  return values[index - 1] ?? notSimulated("the function Item with an index beyond the last value");
}

/** Absent and empty values leave no separator behind; every value of a multi-valued attribute counts. */
function join(call: Call): SourceValue {
  const separator = call.setting(0);
  const parts = call.trees
    .slice(1)
    .flatMap((_, index) => listOf(call.value(index + 1)))
    .filter((part) => part !== "");
  return parts.length === 0 ? undefined : parts.join(separator);
}

function removeDuplicates(call: Call): SourceValue {
  const value = call.value(0);
  if (!isList(value)) return value;
  const unique = [...new Set(value)];
  if (new Set(unique.map((one) => one.toLowerCase())).size < unique.length) {
    return notSimulated("the function RemoveDuplicates on values that differ in letter case only");
  }
  return unique;
}

/** The parts are trimmed, as the reference's sample shows. */
function split(call: Call): SourceValue {
  const delimiter = call.setting(1);
  if (delimiter.length !== 1) return notSimulated("the function Split with a delimiter that is not one character");
  const text = call.text(0);
  if (isEmpty(text)) return undefined;
  const parts = (text ?? "").split(delimiter).map((part) => part.trim());
  return parts.includes("") ? notSimulated("the function Split on a text with empty parts") : parts;
}

/** Each of the delimiters' characters ends a word; what is not there is the empty text. */
function word(call: Call): SourceValue {
  const text = call.text(0) ?? "";
  const [number, delimiters] = [call.integer(1), call.setting(2)];
  if (number < 1) return "";
  const parts = [""];
  for (const character of text) {
    if (delimiters.includes(character)) parts.push("");
    else parts.push((parts.pop() ?? "") + character);
  }
  const words = parts.filter((part) => part !== "");
  const found = words[number - 1] ?? "";
  // Whether two delimiters in a row hold an empty word is not said.
  return (parts[number - 1] ?? "") === found ? found : notSimulated("the function Word on delimiters in a row");
}
