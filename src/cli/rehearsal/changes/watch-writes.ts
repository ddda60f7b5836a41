import { isJsonObject, type JsonValue } from "../../../base/json.js";
import type { Exchange } from "../../../http/exchange.js";
import type { SentAndAnswered } from "../../../setup/model/proof.js";
import type { WriteWatch } from "../../run/write-watch.js";

/** Items of a list that are kept: a group's body can hold thousands of members. */
const MOST_ITEMS = 5;

/** Watches what a simulated tenant sends to its SCIM server. Nothing is kept before the start. */
export function watchWrites(): WriteWatch {
  let seen: Exchange[] | undefined;
  return {
    watch: (forward) =>
      Object.assign(
        (exchange: Exchange): void => {
          if (seen !== undefined && exchange.to === "target" && exchange.from !== "total-setup") seen.push(exchange);
          forward?.(exchange);
        },
        { listens: () => seen !== undefined || (forward !== undefined && forward.listens?.() !== false) },
      ),
    start: () => {
      seen = [];
    },
    decisive: (id, changed) => {
      const all = (seen ?? []).filter(({ path }) => isAbout(path, id));
      const naming = all.filter(({ body }) => body !== undefined && JSON.stringify(body).includes(`"${changed}"`));
      const about = naming.length > 0 ? naming : all;
      const refused = about.findLast(({ status }) => status < 200 || status > 299);
      const last = refused ?? about.findLast(({ method }) => method !== "GET");
      return last === undefined ? undefined : kept(last);
    },
  };
}

function isAbout(path: string, id: string): boolean {
  const [, found] = /\/(?:Users|Groups)\/([^/?]+)(?:\?|$)/.exec(path) ?? [];
  return found === encodeURIComponent(id);
}

function kept({ method, path, body, status, answer }: Exchange): SentAndAnswered {
  return {
    method,
    path,
    ...(body === undefined ? {} : { body: shortened(body) }),
    status,
    ...(answer === undefined ? {} : { answer: shortened(answer) }),
  };
}

function shortened(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).slice(0, MOST_ITEMS).map(shortened);
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, item === undefined ? undefined : shortened(item)]),
  ) as JsonValue;
}
