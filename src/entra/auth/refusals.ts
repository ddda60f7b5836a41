import type { TokenCredentialOptions } from "@azure/identity";
import { isJsonObject } from "../../base/json.js";
import { OAUTH_PROBLEMS } from "./aadsts.js";

type Policy = NonNullable<TokenCredentialOptions["additionalPolicies"]>[number];

/** What the sign-in service says when it refuses: msal-node hands on only a part, and of some answers nothing (measured with 5.6.0). */
export interface Refusals {
  /** Has to be among the policies of a credential. */
  readonly policy: Policy;
  /** The first refusal since `forget`, as `error: description`; those that only ask to wait do not count. */
  heard(): string | undefined;
  forget(): void;
}

export function hearRefusals(): Refusals {
  let first: string | undefined;
  return {
    policy: {
      position: "perCall",
      policy: {
        name: "hearRefusals",
        sendRequest: async (request, next) => {
          const answer = await next(request);
          first ??= refusalIn(answer.status, answer.bodyAsText ?? "");
          return answer;
        },
      },
    },
    heard: () => first,
    forget: () => {
      first = undefined;
    },
  };
}

function refusalIn(status: number, text: string): string | undefined {
  if (status < 400) return undefined;
  const answer = parsed(text);
  const error = typeof answer["error"] === "string" ? answer["error"] : "";
  const description = typeof answer["error_description"] === "string" ? answer["error_description"] : "";
  // RFC 8628, 3.5: the user is not done yet.
  if (error === "authorization_pending" || error === "slow_down") return undefined;
  // Other services on the way, such as that for managed identities, do not speak for Microsoft's sign-in.
  if (!description.includes("AADSTS") && OAUTH_PROBLEMS[error] === undefined) return undefined;
  return `${error}: ${description}`;
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}
