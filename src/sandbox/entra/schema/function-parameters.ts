import type { AttributeMappingParameterSchema } from "@microsoft/microsoft-graph-types";
import type { JsonObject } from "../../../base/json.js";
import { functionNames } from "../expression/evaluate.js";

/**
 * The parameters of each function: `source` is a text that has to be there, `:Integer` names another type, `?` may be left out,
 * `*` may come several times. Up to Switch: Microsoft Graph docs, synchronizationSchema: functions. The others are not in
 * Microsoft's list; their names follow the reference for writing expressions.
 */
const PARAMETERS: Readonly<Record<string, string>> = {
  Append: "source suffix",
  AppRoleAssignments: "source",
  DefaultDomain: "",
  FormatDateTime: "source inputFormat outputFormat",
  IsNothing: "source:Boolean",
  Join: "separator source*",
  Mid: "source start:Integer length:Integer",
  Not: "source:Boolean",
  Prepend: "prefix source",
  Replace:
    "source Find? RegularExpression? RegularExpressionGroupName? Replacement? ReplacementPropertyName? Template?",
  SingleAppRoleAssignment: "source",
  Split: "source delimiter?",
  StripSpaces: "source",
  Switch: "source defaultValue? switchValue*?",
  AppRoleAssignmentsComplex: "source",
  AssertiveAppRoleAssignmentsComplex: "source",
  BitAnd: "value1:Integer value2:Integer",
  CBool: "source",
  CDate: "source",
  Coalesce: "source* defaultValue?",
  ConvertToBase64: "source",
  ConvertToUTF8Hex: "source",
  Count: "source",
  CStr: "source",
  DateAdd: "interval value:Integer dateTime",
  DateDiff: "interval date1 date2",
  DateFromNum: "value:Integer",
  Guid: "",
  IgnoreFlowIfNullOrEmpty: "source",
  IIF: "condition:Boolean valueIfTrue valueIfFalse",
  InStr: "value1 value2 start:Integer? compareType:Integer?",
  IsNull: "source",
  IsNullOrEmpty: "source",
  IsPresent: "source",
  IsString: "source",
  Item: "source index:Integer",
  Left: "source numChars:Integer",
  Len: "source",
  NormalizeDiacritics: "source",
  Now: "",
  NumFromDate: "value",
  PadLeft: "source totalWidth:Integer paddingCharacter",
  PadRight: "source totalWidth:Integer paddingCharacter",
  PCase: "source wordSeparators?",
  RandomString:
    "length:Integer minimumNumbers:Integer? minimumSpecialCharacters:Integer? minimumCapital:Integer? minimumLowerCase:Integer? charactersToAvoid?",
  Redact: "source",
  RemoveDuplicates: "source",
  Right: "source numChars:Integer",
  SelectUniqueValue: "uniqueValueRule*",
  ToLower: "source culture?",
  ToUpper: "source culture?",
  Trim: "source",
  Word: "source wordNumber:Integer delimiters",
};

/** How the functions of expressions are described: all that are simulated, and those that Microsoft lists beside them. */
export function describeFunctions(): readonly JsonObject[] {
  const names = [...new Set([...functionNames, "DefaultDomain"])].sort((a, b) => a.localeCompare(b));
  return names.map((name) => ({ name, parameters: parametersOf(name).map(describe) }));
}

/** The name under which a function takes its argument at a place, counted from 0. */
export function parameterAt(name: string, place: number): string {
  const parameters = parametersOf(name);
  const last = parameters.at(-1);
  const found = parameters[place] ?? (last?.allowMultipleOccurrences === true ? last : undefined);
  return found?.name ?? "source";
}

interface Parameter {
  readonly name: string;
  readonly type: "String" | "Integer" | "Boolean";
  readonly required: boolean;
  readonly allowMultipleOccurrences: boolean;
}

function parametersOf(name: string): readonly Parameter[] {
  const text = Object.hasOwn(PARAMETERS, name) ? (PARAMETERS[name] ?? "") : "source*";
  return text.split(" ").flatMap((one) => {
    const [, parameter, type = "String", marks = ""] = /^(\w+)(?::(Integer|Boolean))?([*?]*)$/.exec(one) ?? [];
    if (parameter === undefined) return [];
    return [
      {
        name: parameter,
        type: type as Parameter["type"],
        required: !marks.includes("?"),
        allowMultipleOccurrences: marks.includes("*"),
      },
    ];
  });
}

function describe({ name, type, required, allowMultipleOccurrences }: Parameter): JsonObject {
  return { allowMultipleOccurrences, name, required, type } satisfies AttributeMappingParameterSchema & JsonObject;
}
