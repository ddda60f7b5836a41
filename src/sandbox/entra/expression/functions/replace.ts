import { notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import { isEmpty, type SourceValue } from "../values/value.js";
import { netPattern, netReplacement } from "./net-regex.js";

/**
 * Replace(source, oldValue, regexPattern, regexGroupName, replacementValue, replacementAttributeName, template): what it does
 * depends on which arguments are given. Source: Microsoft Learn, functions-for-customizing-application-data (Replace).
 */
export const REPLACE: Readonly<Record<string, MappingFunction>> = { Replace: { takes: [3, 7], apply: replace } };

const ARGUMENTS = ["source", "old", "pattern", "group", "replacement", "attribute", "template"];

function replace(call: Call): SourceValue {
  const form = ARGUMENTS.slice(1)
    .filter((_, index) => call.given(index + 1))
    .join(" ");
  if (form === "pattern group attribute") return fromOtherAttribute(call);
  const source = call.text(0);
  if (source === undefined) return undefined;
  switch (form) {
    case "old replacement":
      return replaceAll(source, call.setting(1), call.setting(4));
    case "old template":
      return replaceAll(call.setting(6), call.setting(1), source);
    case "pattern replacement":
      return source.replace(netPattern(call.setting(2), source), netReplacement(call.setting(4), call.setting(2)));
    case "pattern group replacement":
      return replaceGroup(source, call.setting(2), call.setting(3), call.setting(4));
    default:
      return notSimulated("the function Replace with this combination of arguments");
  }
}

function replaceAll(text: string, old: string, by: string): string {
  if (old === "") return notSimulated("the function Replace of an empty text");
  return text.replaceAll(old, () => by);
}

/** Every place where the group matched gets the replacement; the rest of the match stays. */
function replaceGroup(source: string, pattern: string, group: string, by: string): string {
  let result = "";
  let end = 0;
  for (const match of source.matchAll(netPattern(pattern, source))) {
    const place = match.indices?.groups?.[group];
    if (place === undefined) continue;
    result += source.slice(end, place[0]) + by;
    end = place[1];
  }
  return result + source.slice(end);
}

/** The source if there is one, otherwise what the group matches in the other attribute. */
function fromOtherAttribute(call: Call): SourceValue {
  const source = call.value(0);
  if (!isEmpty(source)) return source;
  const other = call.text(5);
  if (other === undefined) return undefined;
  const [match] = other.matchAll(netPattern(call.setting(2), other));
  return match?.groups?.[call.setting(3)];
}
