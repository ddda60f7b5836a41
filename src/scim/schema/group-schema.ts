import { attribute, complex, text, type Schema } from "./attribute.js";

/** The URN of the core Group schema. */
export const GROUP_URN = "urn:ietf:params:scim:schemas:core:2.0:Group";

/** The Group of RFC 7643 4.2. */
export const GROUP_SCHEMA: Schema = {
  id: GROUP_URN,
  name: "Group",
  description: "A group of users and groups",
  attributes: [
    text("displayName", "The group's name, unique without regard to case.", {
      required: true,
      // RFC 7643 leaves it open; Microsoft's SCIM Validator wants 409 for a second group of the same name.
      uniqueness: "server",
    }),
    complex(
      "members",
      "Who belongs to the group.",
      [
        text("value", "The member's id.", { required: true, mutability: "immutable", caseExact: true }),
        attribute("$ref", "reference", "The member's address.", {
          mutability: "immutable",
          referenceTypes: ["User", "Group"],
        }),
        text("display", "The member's name.", { mutability: "readOnly" }),
        text("type", "What the member is.", { mutability: "immutable", canonicalValues: ["User", "Group"] }),
      ],
      { multiValued: true },
    ),
  ],
};
