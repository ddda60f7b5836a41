import type { Exchange } from "../../../http/exchange.js";
import { isJsonObject, type JsonValue } from "../../../base/json.js";
import type { Created } from "../../run/other-target.js";

/** Gathers what was created, out of the requests that were sent and their answers. */
export function createdBy(): { notice(exchange: Exchange): void; list(): readonly Created[] } {
  const all: Created[] = [];
  return {
    notice(exchange) {
      const created = createdIn(exchange);
      if (created !== undefined) all.push(created);
    },
    list: () => [...all],
  };
}

/** What a request may have created: whatever was not refused. */
function createdIn({ from, method, path, status, body, answer }: Exchange): Created | undefined {
  if (from === "total-setup" || method !== "POST") return undefined;
  const [withoutQuery = ""] = path.split("?");
  const type = withoutQuery.endsWith("/Users") ? "person" : withoutQuery.endsWith("/Groups") ? "group" : undefined;
  if (type === undefined || (status >= 300 && status < 500)) return undefined;
  const name = textIn(body, type === "person" ? "userName" : "displayName") ?? "";
  const id = textIn(answer, "id");
  if (status === 0) return { type, name, uncertain: "no answer came to its creation" };
  if (status >= 500) return { type, name, uncertain: `its creation was answered ${String(status)}` };
  return id === undefined ? { type, name, uncertain: "its creation was answered without an id" } : { type, name, id };
}

function textIn(value: JsonValue | undefined, key: string): string | undefined {
  const found = isJsonObject(value) ? value[key] : undefined;
  return (typeof found === "string" && found !== "") || typeof found === "number" ? String(found) : undefined;
}
