import { attribute, complex, text, type Schema } from "./attribute.js";

/** The enterprise extension of User: RFC 7643 4.3. */
export const ENTERPRISE_USER_SCHEMA: Schema = {
  id: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User",
  name: "EnterpriseUser",
  description: "What organizations keep about their people",
  attributes: [
    text("employeeNumber", "The number the organization gave the person."),
    text("costCenter", "The cost center."),
    text("organization", "The organization."),
    text("division", "The division."),
    text("department", "The department."),
    complex("manager", "The person's manager.", [
      text("value", "The manager's id.", { caseExact: true }),
      attribute("$ref", "reference", "The manager's address.", { referenceTypes: ["User"] }),
      text("displayName", "The manager's name.", { mutability: "readOnly" }),
    ]),
  ],
};
