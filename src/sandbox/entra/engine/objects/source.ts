import type { SourceValue } from "../../expression/evaluate.js";
import type { Variants } from "../variants.js";
import type { SandboxGroup, SandboxUser } from "../../tenant/model.js";

/** Gives a source attribute by the name a synchronization schema uses; `unknown-attribute` when there is none of that name. */
export type SourceAttributes = (name: string) => SourceValue;

/** What a user's attributes depend on besides the user. */
export interface UserReading {
  /** True for a user who is disabled, deleted or out of scope: `IsSoftDeleted`. */
  readonly gone: boolean;
  /** What the schema says a user has: such an attribute is empty where the directory has none. */
  readonly declared: ReadonlySet<string>;
  /** The application's roles that the user has, as texts. */
  readonly roles: () => readonly string[];
  readonly guestNames: Variants["guestNames"];
}

/**
 * What mappings can read of a user.
 * Source: Microsoft Graph, objectDefinition (the attributes of the source directory's User).
 */
export function attributesOfUser(
  user: SandboxUser,
  { gone, declared, roles, guestNames }: UserReading,
): SourceAttributes {
  return (name) => {
    switch (name) {
      case "objectId":
        return user.id;
      case "userPrincipalName":
        return guestNames === "cut" ? user.userPrincipalName.replace(/#EXT#.*$/i, "") : user.userPrincipalName;
      case "mailNickname":
      case "displayName":
      case "givenName":
      case "surname":
      case "mail":
      case "jobTitle":
      case "department":
      case "manager":
        return user[name];
      case "accountEnabled":
        return text(user.accountEnabled);
      case "IsSoftDeleted":
        return text(gone);
      case "appRoleAssignments":
        return roles();
      default:
        return user.more[name] ?? (declared.has(name) ? undefined : "unknown-attribute");
    }
  };
}

/** What mappings can read of a group, but its members, which are references. */
export function attributesOfGroup(group: SandboxGroup, declared: ReadonlySet<string>): SourceAttributes {
  return (name) => {
    switch (name) {
      case "objectId":
        return group.id;
      case "displayName":
      case "mailNickname":
        return group[name];
      case "mailEnabled":
      case "securityEnabled":
        return text(group[name]);
      default:
        return declared.has(name) ? undefined : "unknown-attribute";
    }
  };
}

/** Expressions see booleans as these texts. Source: Microsoft Graph, synchronizationJob: provisionOnDemand (sample). */
function text(value: boolean): string {
  return value ? "True" : "False";
}
