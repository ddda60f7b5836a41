import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";

// Attributes of the app's people, by hand in the Okta Admin Console and in its own words (Okta help: "Profile Editor").

const PROFILE_EDITOR = "/admin/universaldirectory";

interface Attribute {
  readonly name: string;
  readonly type: string;
  readonly title?: string | undefined;
  readonly description?: string | undefined;
  readonly externalName?: string | undefined;
  readonly externalNamespace?: string | undefined;
  readonly scope: "SELF" | "NONE";
  readonly permission: "READ_WRITE" | "READ_ONLY" | "HIDE";
}

const PERMISSIONS = { READ_WRITE: "Read-Write", READ_ONLY: "Read Only", HIDE: "Hide" } as const;

/** Directory > Profile Editor > Attributes > Add attribute. */
export function profileAttributesByHand(attributes: readonly Attribute[]): ManualPart {
  return {
    path: PROFILE_EDITOR,
    clicks: [
      "Open Directory > Profile Editor, tab Users, and click the Profile of the app.",
      "Under Attributes, click Add attribute and fill in the fields of the first one below.",
      "Click Save and Add Another for each further one, and Save after the last.",
    ],
    fields: attributes.flatMap(fieldsOf),
    verify: [`Attributes lists ${attributes.map(({ name }) => name).join(", ")}.`],
    hints: [
      "An attribute that is there already with another type or scope has to be deleted first: Okta changes neither.",
    ],
  };
}

function fieldsOf(attribute: Attribute): readonly ConsoleField[] {
  const { name, type, title, description, externalName, externalNamespace, scope, permission } = attribute;
  return [
    { label: "Data type", value: type, note: `For ${name}.` },
    { label: "Display name", value: title ?? name },
    { label: "Variable name", value: name },
    { label: "External name", value: externalName ?? name },
    ...(externalNamespace === undefined ? [] : [{ label: "External namespace", value: externalNamespace }]),
    ...(description === undefined ? [] : [{ label: "Description", value: description }]),
    { label: "Scope", value: scope === "SELF" ? "tick User personal" : "leave User personal unticked" },
    { label: "User permission", value: PERMISSIONS[permission] },
  ];
}

/** Directory > Profile Editor > Mappings. */
export function attributeMappingsByHand(mappings: Readonly<Record<string, string>>, checkOnly: boolean): ManualPart {
  const written = Object.entries(mappings);
  const filled = written.filter(([, expression]) => expression.trim() !== "");
  const empty = written.filter(([, expression]) => expression.trim() === "").map(([name]) => name);
  const fields = filled.map(([label, value]) => ({ label, value }));
  const hints = empty.length === 0 ? [] : [`The guide leaves ${empty.join(", ")} empty: nothing is mapped there.`];
  if (checkOnly) {
    return {
      path: PROFILE_EDITOR,
      clicks: [
        "Still in the app, open Provisioning > To App and scroll to the attribute mappings.",
        "Make sure that each attribute below has this value.",
      ],
      fields,
      verify: fields.map(({ label, value }) => `${label} is filled from ${value}.`),
      hints,
    };
  }
  return {
    path: PROFILE_EDITOR,
    clicks: [
      "Open Directory > Profile Editor, tab Users, and click Mappings beside the app.",
      "Choose the tab Okta User to the app.",
      "At the end of the list, enter the expression of each attribute below in the left column.",
      "Click Save Mappings, and Apply updates now when people are assigned already.",
    ],
    fields,
    verify: ["The preview of a person shows each value."],
    hints,
  };
}
