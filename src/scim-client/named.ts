import { SetupError } from "../base/errors.js";
import type { JsonObject } from "../base/json.js";
import { filterPath, probeFilter, type Endpoint, type FilterVerdict } from "./filter-probe.js";
import { mapLimited } from "./limited.js";
import { textOf, type ListAnswer } from "./list-answer.js";
import { readAll, readFrom, type Listed } from "./paging.js";
import type { Reader } from "./reader.js";

/** Page size of the first request, which decides how to read the rest; the same as in Okta's imports. */
const FIRST_PAGE = 100;
const AT_ONCE = 8;
/** Asking for so many by name costs less than a page of the list. */
const FEW = 25;

/** Reads users or groups by their names, and records what the target could not answer. */
export interface NamedReader {
  /** The resources of these names, in any case; never a similar name. With `everything`, all resources. */
  read(names: readonly string[], everything: boolean): Promise<readonly JsonObject[]>;
  /**
   * Those of these names that have come since the last reading: few are asked for one by one, more are looked for behind what was
   * listed then. A resource that the target has moved may be missed: only {@link read} decides.
   */
  readNew(names: readonly string[]): Promise<readonly JsonObject[]>;
  unanswered(): readonly string[];
}

/**
 * A reader by names: lists all resources when that takes fewer requests than asking for each name, and falls back to the other
 * way when one does not work.
 */
export function namedReader(reader: Reader, endpoint: Endpoint): NamedReader {
  const { path, attribute } = endpoint;
  const key = attribute.toLowerCase();
  const sentences = new Set<string>();
  let verdict: FilterVerdict | undefined;
  /** The ids of everything that was listed; undefined when the list was not read whole. */
  let seen: Set<string> | undefined;

  const nameOf = (resource: JsonObject): string => textOf(resource, key).toLowerCase();

  function sayIncomplete({ resources, promised }: Listed): void {
    if (promised === undefined) return;
    const counts = `${String(promised)} resources at ${path}, but lists only ${String(resources.length)}`;
    sentences.add(`The SCIM server says that it has ${counts}: the others could not be checked.`);
  }

  /** Such servers pass Okta's test and fail at the first user. */
  function sayText({ asText = [] }: ListAnswer): void {
    if (asText.length === 0) return;
    sentences.add(
      `The SCIM server returns text (${asText.join(", ")}) in its list of ${path}, where SCIM requires a number: an IdP may fail at the first user.`,
    );
  }

  /** Asks for each name. A target that refuses that counts as one that has none of them. */
  async function askEach(names: readonly string[]): Promise<readonly JsonObject[]> {
    try {
      const answers = await mapLimited(names, AT_ONCE, (name) => reader.list(filterPath(endpoint, name)));
      return answers.flatMap(({ resources }) => resources);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      judge(error);
      return [];
    }
  }

  function judge(seen: FilterVerdict): void {
    verdict = seen;
    if (seen === "heeds") return;
    const how =
      seen === "ignores"
        ? `ignores filters: for a ${attribute} that does not exist, it returns other resources`
        : `does not answer a filter for one ${attribute}: ${seen.message}`;
    sentences.add(`The SCIM server ${how}. The IdP uses this filter to look up every resource before it creates it.`);
  }

  /** Why a resource is missing: if a target answers look-ups wrongly, the IdP confuses one with another. */
  async function explainMissing(): Promise<void> {
    if (verdict === undefined) judge(await probeFilter(reader, endpoint));
  }

  async function listAll(first?: ListAnswer): Promise<Listed> {
    const all = await readAll(reader, path, first);
    const ids = all.resources.map((resource) => textOf(resource, "id"));
    seen = all.promised === undefined && !ids.includes("") ? new Set(ids) : undefined;
    return all;
  }

  /** What is listed behind what was seen; undefined when the order of the list is another one now. */
  async function listBehind(ids: Set<string>): Promise<readonly JsonObject[] | undefined> {
    const tail = await readFrom(reader, path, ids.size);
    if (tail === undefined || tail.some((resource) => ids.has(textOf(resource, "id")))) return undefined;
    for (const resource of tail) ids.add(textOf(resource, "id"));
    return tail;
  }

  async function readWanted(wanted: ReadonlySet<string>): Promise<readonly JsonObject[]> {
    const first = await reader.list(`${path}?startIndex=1&count=${String(FIRST_PAGE)}`);
    sayText(first);
    const cheap = first.totalResults <= FIRST_PAGE * Math.max(1, wanted.size - 1);
    const listed = cheap ? await listAll(first) : undefined;
    let found = named(listed?.resources ?? [], wanted);
    if (listed?.promised !== undefined || !cheap)
      found = [...found, ...named(await askEach(missingFrom(found, wanted)), wanted)];
    if (missingFrom(found, wanted).length === 0 || first.totalResults === 0) return found;
    await explainMissing();
    if (cheap || verdict === "heeds") return found;
    const all = await listAll(first);
    sayIncomplete(all);
    return named(all.resources, wanted);
  }

  async function readEverything(wanted: ReadonlySet<string>): Promise<readonly JsonObject[]> {
    const all = await listAll();
    sayIncomplete(all);
    const missing = missingFrom(all.resources, wanted);
    if (missing.length === 0 || all.resources.length === 0) return all.resources;
    if (all.promised !== undefined) return [...all.resources, ...named(await askEach(missing), wanted)];
    await explainMissing();
    return all.resources;
  }

  function named(resources: readonly JsonObject[], wanted: ReadonlySet<string>): readonly JsonObject[] {
    return resources.filter((one) => wanted.has(nameOf(one)));
  }

  function missingFrom(found: readonly JsonObject[], wanted: ReadonlySet<string>): string[] {
    const seen = new Set(found.map(nameOf));
    return [...wanted].filter((name) => !seen.has(name));
  }

  return {
    async read(names, everything) {
      const wanted = setOf(names);
      seen = undefined;
      if (everything) return once(await readEverything(wanted));
      return wanted.size === 0 ? [] : once(await readWanted(wanted));
    },
    async readNew(names) {
      const wanted = setOf(names);
      if (wanted.size === 0) return [];
      if (wanted.size <= FEW && (verdict === undefined || verdict === "heeds"))
        return once(named(await askEach([...wanted]), wanted));
      const tail = seen === undefined ? undefined : await listBehind(seen);
      return tail === undefined ? once(await readWanted(wanted)) : named(tail, wanted);
    },
    unanswered: () => [...sentences],
  };
}

function setOf(names: readonly string[]): ReadonlySet<string> {
  return new Set(names.map((name) => name.toLowerCase()));
}

/** Each resource once; resources without an id cannot be compared and are all kept. */
function once(resources: readonly JsonObject[]): readonly JsonObject[] {
  const ids = new Set<string>();
  return resources.filter((resource) => {
    const id = textOf(resource, "id");
    if (id === "") return true;
    if (ids.has(id)) return false;
    ids.add(id);
    return true;
  });
}
