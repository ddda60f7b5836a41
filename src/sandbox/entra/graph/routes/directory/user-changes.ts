import { isJsonObject, type JsonObject, type JsonValue } from "../../../../../base/json.js";
import { EXTENSIONS, SCHEMA_NAMES } from "../../../tenant/further.js";
import type { SandboxTenant, SandboxUser } from "../../../tenant/model.js";
import { badRequest, conflicting } from "../../errors.js";

/** Changes one property of a user. */
type Change = (user: SandboxUser) => void;

/** Text properties, by the names under which the tenant keeps them. */
const TEXTS = ["displayName", "givenName", "surname", "mail", "jobTitle", "department"] as const;
/** Characters before the domain. Source: Microsoft Graph docs, user: create. */
const SIGN_IN_NAME = /^[A-Za-z0-9'._\-!#^~]+@([A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+)$/;

/** Properties that are neither plain texts nor kept in the synchronization schema's attributes. */
const OTHERS: Readonly<Record<string, (value: JsonValue | undefined, tenant: SandboxTenant) => Change | undefined>> = {
  accountEnabled: (value) => (typeof value === "boolean" ? (user) => void (user.accountEnabled = value) : undefined),
  mailNickname: (value) =>
    typeof value === "string" && value !== "" ? (user) => void (user.mailNickname = value) : undefined,
  userPrincipalName: (value, tenant) => {
    if (typeof value !== "string") return undefined;
    checkDomain(value, tenant);
    return (user) => {
      checkUnique(value, user, tenant);
      user.userPrincipalName = value;
    };
  },
  // Graph allows one number there. Source: Microsoft Graph docs, user resource type.
  businessPhones: (value) => {
    const numbers = textsOf(value);
    return numbers === undefined || numbers.length > 1
      ? undefined
      : (user) => {
          keep(user, "telephoneNumber", numbers[0]);
        };
  },
  otherMails: (value) => {
    const mails = textsOf(value);
    return mails === undefined
      ? undefined
      : (user) => {
          if (mails.length === 0) Reflect.deleteProperty(user.more, "otherMails");
          else user.more["otherMails"] = mails;
        };
  },
  onPremisesExtensionAttributes: (value) => {
    if (!isJsonObject(value)) return undefined;
    const entries = Object.entries(value);
    const known = entries.every(
      ([name, text]) => EXTENSIONS.includes(name) && (text === null || typeof text === "string"),
    );
    return known
      ? (user) => {
          for (const [name, text] of entries) keep(user, name, typeof text === "string" ? text : undefined);
        }
      : undefined;
  },
  // Nobody reads it back.
  passwordProfile: (value) => (isJsonObject(value) ? () => undefined : undefined),
  passwordPolicies: () => () => undefined,
};

/**
 * The change that a property of a body asks for.
 *
 * @throws GraphError (400) for a value that the property cannot have, or a property that the sandbox does not change
 */
export function changeOf(name: string, value: JsonValue | undefined, tenant: SandboxTenant): Change {
  if (Object.hasOwn(OTHERS, name)) {
    const change = OTHERS[name]?.(value, tenant);
    if (change === undefined) throw invalidValue(name);
    return change;
  }
  if (value !== null && (typeof value !== "string" || value === "")) throw invalidValue(name);
  const text = value ?? undefined;
  const known = TEXTS.find((one) => one === name);
  if (known !== undefined) return (user) => void (user[known] = text);
  const further = Object.hasOwn(SCHEMA_NAMES, name) ? SCHEMA_NAMES[name] : undefined;
  if (further === undefined) throw badRequest(`The sandbox does not change the property '${name}' of users.`);
  return (user) => {
    keep(user, further, text);
  };
}

/** Without these no user is made. Source: Microsoft Graph docs, user: create. */
const REQUIRED = ["accountEnabled", "displayName", "mailNickname", "userPrincipalName"];

/**
 * Makes a user of a body, not in the tenant yet.
 *
 * @throws GraphError (400)
 */
export function userOf(body: JsonObject, tenant: SandboxTenant, now: number): SandboxUser {
  for (const name of REQUIRED) {
    if (body[name] === undefined || body[name] === null)
      throw badRequest(`A value is required for property '${name}' of resource 'User'.`);
  }
  const { passwordProfile } = body;
  if (!isJsonObject(passwordProfile) || typeof passwordProfile["password"] !== "string")
    throw badRequest("A password must be specified to create a new user.");
  const changes = Object.entries(body)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => changeOf(name, value, tenant));
  const user: SandboxUser = {
    id: tenant.newId(),
    userPrincipalName: "",
    mailNickname: "",
    displayName: undefined,
    givenName: undefined,
    surname: undefined,
    mail: undefined,
    jobTitle: undefined,
    department: undefined,
    accountEnabled: true,
    softDeleted: false,
    createdAt: now,
    manager: undefined,
    more: {},
  };
  for (const change of changes) change(user);
  return user;
}

function keep(user: SandboxUser, name: string, text: string | undefined): void {
  if (text === undefined) Reflect.deleteProperty(user.more, name);
  else user.more[name] = text;
}

/** Every domain that a user of the tenant has is a verified one. */
function checkDomain(name: string, { domain, users }: SandboxTenant): void {
  const [, wanted] = SIGN_IN_NAME.exec(name) ?? [];
  if (wanted === undefined) throw invalidValue("userPrincipalName");
  const ends = `@${wanted.toLowerCase()}`;
  const known = [...users.values()].some((user) => user.userPrincipalName.toLowerCase().endsWith(ends));
  if (known || wanted.toLowerCase() === domain.toLowerCase()) return;
  throw badRequest(
    "The domain portion of the userPrincipalName property is invalid. You must use one of the verified domain names in your organization.",
  );
}

function checkUnique(name: string, except: SandboxUser, { users }: SandboxTenant): void {
  const wanted = name.toLowerCase();
  const other = [...users.values()].find(
    (user) => user !== except && !user.softDeleted && user.userPrincipalName.toLowerCase() === wanted,
  );
  if (other !== undefined) throw conflicting("userPrincipalName");
}

function textsOf(value: JsonValue | undefined): readonly string[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const texts = (value as readonly JsonValue[]).filter((one) => typeof one === "string");
  return texts.length === value.length ? texts : undefined;
}

function invalidValue(name: string) {
  return badRequest(`Invalid value specified for property '${name}' of resource 'User'.`);
}
