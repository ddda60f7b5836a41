import type { Exchange } from "../../http/exchange.js";
import { isJsonObject, type JsonValue } from "../../base/json.js";

const REDACTED = "[redacted]";

/** The headers as the transcript records them: lower-case names, without the credential. */
export function recordedHeaders(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const key = name.toLowerCase();
      return [key, key === "authorization" ? REDACTED : value];
    }),
  );
}

/** The value with every `password` replaced. A value without one is returned as it is, because group bodies are large. */
export function withoutPasswords(value: JsonValue): JsonValue {
  return holdsPassword(value) ? replaced(value) : value;
}

function holdsPassword(value: JsonValue): boolean {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).some(holdsPassword);
  if (!isJsonObject(value)) return false;
  for (const key of Object.keys(value)) {
    const item = value[key];
    if (isPassword(key) || (typeof item === "object" && holdsPassword(item))) return true;
  }
  return false;
}

function replaced(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(replaced);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    isPassword(key) ? REDACTED : item === undefined ? undefined : replaced(item),
  ]);
  return Object.fromEntries(entries) as JsonValue;
}

function isPassword(key: string): boolean {
  return key.length === 8 && key.toLowerCase() === "password";
}

/** One exchange with the target, in the transcript's format. */
export function exchangeWithTarget(
  parts: Omit<Exchange, "to" | "body" | "answer"> & {
    readonly body: JsonValue | undefined;
    readonly answer: JsonValue | undefined;
  },
): Exchange {
  const { body, answer, ...rest } = parts;
  return {
    ...rest,
    to: "target",
    ...(body === undefined ? {} : { body: withoutPasswords(body) }),
    ...(answer === undefined ? {} : { answer: withoutPasswords(answer) }),
  };
}
