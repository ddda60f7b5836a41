import { expect, test } from "vitest";
import type { JsonObject } from "../../../src/base/json.js";
import { sentChanges } from "../../../src/entra/mapping/sent-changes.js";
import { mapped } from "../support/schemas.js";

interface Mappings {
  readonly users?: string;
  readonly groups?: string;
  readonly groupsOn?: boolean;
  readonly active?: boolean;
}

function schema({ users, groups, groupsOn = true, active = true }: Mappings): JsonObject {
  const flow = (flowTypes: string | undefined): JsonObject => (flowTypes === undefined ? {} : { flowTypes });
  return {
    synchronizationRules: [
      {
        objectMappings: [
          {
            ...{ enabled: true, sourceObjectName: "User", targetObjectName: "User" },
            ...flow(users),
            attributeMappings: [
              mapped("userName", "[userPrincipalName]", 1),
              mapped("displayName", "[displayName]"),
              ...(active ? [mapped("active", 'Switch([IsSoftDeleted], , "False", "True", "True", "False")')] : []),
            ],
          },
          {
            ...{ enabled: groupsOn, sourceObjectName: "Group", targetObjectName: "Group" },
            ...flow(groups),
            attributeMappings: [mapped("displayName", "[displayName]", 1), mapped("members", "[members]")],
          },
        ],
      },
    ],
  };
}

const kinds = (mappings: Mappings): string[] => sentChanges(schema(mappings)).map(({ kind }) => kind);

test("all flows are on by default, also before there is a job", () => {
  const all = ["attribute", "deactivation", "membership", "group-name"];
  expect(kinds({})).toEqual(all);
  expect(sentChanges(undefined).map(({ kind }) => kind)).toEqual(all);
});

test("a mapping says what it sends: updates, deletions, groups, active", () => {
  expect(kinds({ users: "Add, Update" })).toEqual(["attribute", "membership", "group-name"]);
  expect(kinds({ users: "Add, Delete" })).toEqual(["deactivation", "membership", "group-name"]);
  expect(kinds({ groups: "Add" })).toEqual(["attribute", "deactivation"]);
  expect(kinds({ groupsOn: false })).toEqual(["attribute", "deactivation"]);
  expect(kinds({ active: false })).toEqual(["attribute", "membership", "group-name"]);
});

test("attributes that are sent as they are can be changed", () => {
  expect(sentChanges(schema({}))[0]).toEqual({
    kind: "attribute",
    attributes: [{ attribute: "displayName", path: "displayName" }],
  });
});
