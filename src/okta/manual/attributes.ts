import type { ManualPart } from "../../setup/model/manual.js";
import type { ConsoleField } from "../../setup/model/plan.js";

// Attributes of the app's users, as the Okta Admin Console words them (Okta help: "Profile Editor").

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
      "Open Directory > Profile Editor, select the tab Users, and click the Profile of the app.",
      ...attributes.flatMap(({ name }, index) => [
        `${index === 0 ? "Under Attributes, click Add attribute. For" : "For"} ${name}, enter:`,
        index === attributes.length - 1 ? "Click Save." : "Click Save and Add Another.",
      ]),
    ],
    fields: attributes.flatMap((attribute, index) => fieldsOf(attribute, 1 + index * 2)),
    verify: [`Attributes lists ${attributes.map(({ name }) => name).join(", ")}.`],
    hints: [
      "If an attribute already exists with another type or scope, delete it first: Okta does not let you change either.",
    ],
  };
}

function fieldsOf(attribute: Attribute, click: number): readonly ConsoleField[] {
  const { name, type, title, description, externalName, externalNamespace, scope, permission } = attribute;
  const fields: readonly ConsoleField[] = [
    { label: "Data type", value: type },
    { label: "Display name", value: title ?? name },
    { label: "Variable name", value: name },
    { label: "External name", value: externalName ?? name },
    ...(externalNamespace === undefined ? [] : [{ label: "External namespace", value: externalNamespace }]),
    ...(description === undefined ? [] : [{ label: "Description", value: description }]),
    { label: "Scope", value: scope === "SELF" ? "tick User personal" : "leave User personal unticked" },
    { label: "User permission", value: PERMISSIONS[permission] },
  ];
  return fields.map((field) => ({ ...field, click }));
}

/** Directory > Profile Editor > Mappings. */
export function attributeMappingsByHand(mappings: Readonly<Record<string, string>>, checkOnly: boolean): ManualPart {
  const written = Object.entries(mappings);
  const filled = written.filter(([, expression]) => expression.trim() !== "");
  const empty = written.filter(([, expression]) => expression.trim() === "").map(([name]) => name);
  const hints = empty.length === 0 ? [] : [`The guide leaves ${empty.join(", ")} empty. Map nothing to them.`];
  if (checkOnly) {
    return {
      path: PROFILE_EDITOR,
      clicks: ["In the app, open Provisioning > To App and scroll to the attribute mappings. Compare:"],
      fields: filled.map(([label, value]) => ({ label, value, click: 0 })),
      verify: filled.map(([label, value]) => `${label} gets its value from ${value}.`),
      hints,
    };
  }
  return {
    path: PROFILE_EDITOR,
    clicks: [
      "Open Directory > Profile Editor, select the tab Users, and click Mappings next to the app.",
      "Select the tab that maps Okta User to the app. At the end of the list, enter these expressions in the left column:",
      "Click Save Mappings. If users are already assigned, click Apply updates now.",
    ],
    fields: filled.map(([label, value]) => ({ label, value, click: 1 })),
    verify: ["The preview of a user shows each value."],
    hints,
  };
}
