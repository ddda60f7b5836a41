import { invalid, notSimulated } from "../../../expression/evaluation.js";
import type { Call, MappingFunction } from "../values/call.js";
import { attributesOf } from "../values/tree.js";
import { isEmpty, truthOf, type SourceValue } from "../values/value.js";

/** Conditions and choices. Source: Microsoft Learn, functions-for-customizing-application-data. */
export const LOGIC: Readonly<Record<string, MappingFunction>> = {
  CBool: {
    takes: [1, 1],
    apply: (call) => truthOf(call.value(0)) ?? notSimulated("the function CBool on this value"),
  },
  Coalesce: { takes: [1, Infinity], apply: coalesce },
  IgnoreFlowIfNullOrEmpty: {
    takes: [1, 1],
    apply: (call) => {
      const value = call.value(0);
      return isEmpty(value) ? undefined : value;
    },
  },
  IIF: { takes: [3, 3], apply: iif },
  IsNothing: { takes: [1, 1], apply: (call) => call.value(0) === undefined },
  IsNull: { takes: [1, 1], apply: (call) => call.value(0) === undefined },
  IsNullOrEmpty: { takes: [1, 1], apply: (call) => isEmpty(call.value(0)) },
  IsPresent: { takes: [1, 1], apply: (call) => !isEmpty(call.value(0)) },
  IsString: { takes: [1, 1], apply: isString },
  // Whatever is not True gives True, an absent value too.
  Not: { takes: [1, 1], apply: (call) => call.text(0)?.toLowerCase() !== "true" },
  Switch: { takes: [4, Infinity], apply: choose },
};

/** The first that is there; an empty text is there. */
function coalesce(call: Call): SourceValue {
  for (let index = 0; index < call.count; index += 1) {
    const value = call.value(index);
    if (value !== undefined) return value;
  }
  return undefined;
}

/** "If the source attribute used within the IIF function is empty or null, the condition check fails": not defined further. */
function iif(call: Call): SourceValue {
  const [condition] = call.trees;
  if (condition === undefined) return invalid("IIF has no condition");
  if (attributesOf(condition).some((name) => isEmpty(call.attribute(name)))) {
    return notSimulated(
      "the function IIF on an attribute without a value (unsupported by Microsoft, whose reference advises Switch)",
    );
  }
  const truth =
    truthOf(call.value(0)) ?? notSimulated("the function IIF on a condition that is neither true nor false");
  return call.value(truth ? 1 : 2);
}

function isString(call: Call): boolean {
  const value = call.value(0);
  if (typeof value === "string") return true;
  return value === undefined ? false : notSimulated("the function IsString on anything but a text");
}

const PRESENCE = new Set(["IsPresent", "IsNull", "IsNullOrEmpty"]);

/** Compares with letter case; an absent value is the empty text. The second argument is the default. */
function choose(call: Call): SourceValue {
  if (call.count % 2 !== 0) return invalid("Switch takes a source, a default value and pairs of key and value");
  const [source] = call.trees;
  if (source?.kind === "call" && PRESENCE.has(source.name)) {
    return notSimulated(`the function Switch over ${source.name}, which Microsoft's reference advises against`);
  }
  const wanted = call.text(0) ?? "";
  for (let index = 2; index < call.count; index += 2) {
    if ((call.text(index) ?? "") === wanted) return call.value(index + 1);
  }
  return call.value(1);
}
