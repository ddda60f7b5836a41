import type { JsonObject } from "../base/json.js";
import { textOf, type ListAnswer } from "./list-answer.js";
import type { Reader } from "./reader.js";

/** Requested per page; a target may return fewer, and the next page begins where this one really ended. */
const PAGE = 1_000;

/** Everything that an endpoint lists. */
export interface Listed {
  readonly resources: readonly JsonObject[];
  /** The number of resources that the target says it has, when it lists fewer. */
  readonly promised?: number;
}

/**
 * Every resource of an endpoint once, page by page (RFC 7644 3.4.2.4). Ends when `totalResults` are read, and also at an empty
 * page or one without new resources, because a target with wrong paging would never end.
 *
 * @param endpoint - `/Users`
 * @param first - the page from startIndex 1, when it was already read
 */
export async function readAll(reader: Reader, endpoint: string, first?: ListAnswer): Promise<Listed> {
  const resources: JsonObject[] = [];
  const ids = new Set<string>();
  let page = first ?? (await readPage(reader, endpoint, 1));
  let read = 0;
  for (;;) {
    const before = resources.length;
    for (const resource of page.resources) {
      const id = textOf(resource, "id");
      // Resources without an id cannot be compared and are all kept.
      if (id !== "" && ids.has(id)) continue;
      ids.add(id);
      resources.push(resource);
    }
    read += page.resources.length;
    const { totalResults } = page;
    if (resources.length >= totalResults) return { resources };
    if (read >= totalResults || resources.length === before) return { resources, promised: totalResults };
    page = await readPage(reader, endpoint, read + 1);
  }
}

/**
 * The resources of an endpoint behind the first `skipped` ones.
 *
 * @returns undefined when the endpoint does not list as many as it says it has
 */
export async function readFrom(
  reader: Reader,
  endpoint: string,
  skipped: number,
): Promise<readonly JsonObject[] | undefined> {
  const resources: JsonObject[] = [];
  for (;;) {
    const page = await readPage(reader, endpoint, skipped + resources.length + 1);
    resources.push(...page.resources);
    const read = skipped + resources.length;
    if (read === page.totalResults) return resources;
    if (read > page.totalResults || page.resources.length === 0) return undefined;
  }
}

function readPage(reader: Reader, endpoint: string, startIndex: number): Promise<ListAnswer> {
  return reader.list(`${endpoint}?startIndex=${String(startIndex)}&count=${String(PAGE)}`);
}
