import { SetupError } from "../base/errors.js";
import type { JsonObject } from "../base/json.js";
import { filterPath, probeFilter, type Endpoint, type FilterVerdict } from "./filter-probe.js";
import { mapLimited } from "./limited.js";
import { textOf, type ListAnswer } from "./list-answer.js";
import { readAll, type Listed } from "./paging.js";
import type { Reader } from "./reader.js";

/** Page of the first look, which decides how to go on; what Okta's import asks for. */
const FIRST_PAGE = 100;
const AT_ONCE = 8;

/** Reads people or groups by their names, and keeps what the target turned out to be unable to answer. */
export interface NamedReader {
  /** The resources of these names, in any case; never a near match. With `everything`, all that there are. */
  read(names: readonly string[], everything: boolean): Promise<readonly JsonObject[]>;
  unanswered(): readonly string[];
}

/**
 * A reader by names: all are listed where that takes fewer requests than asking for each name, and the other way is taken
 * where one does not answer.
 */
export function namedReader(reader: Reader, endpoint: Endpoint): NamedReader {
  const { path, attribute } = endpoint;
  const key = attribute.toLowerCase();
  const sentences = new Set<string>();
  let verdict: FilterVerdict | undefined;

  const nameOf = (resource: JsonObject): string => textOf(resource, key).toLowerCase();

  function sayIncomplete({ resources, promised }: Listed): void {
    if (promised === undefined) return;
    const told = `${String(promised)}, but lists ${String(resources.length)}`;
    sentences.add(`The target says that its list of ${path} holds ${told}: whoever else is there was not seen.`);
  }

  /** Seen to pass Okta's test and to fail at the first user. */
  function sayText({ asText = [] }: ListAnswer): void {
    if (asText.length === 0) return;
    sentences.add(
      `The target writes numbers as text (${asText.join(", ")}) in its list of ${path}, where SCIM wants a number: an IdP may fail at the first user.`,
    );
  }

  /** Asks for each name. A target that refuses that is as good as one that knows none of them. */
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
        ? `ignores the filter: asked for a ${attribute} that nobody has, it answers with others`
        : `cannot be asked for one ${attribute}: ${seen.message}`;
    sentences.add(`The target ${how}. The IdP looks everybody up so before it creates them.`);
  }

  /** Why somebody is missing: a target that answers look-ups wrongly makes the IdP take one for another. */
  async function explainMissing(): Promise<void> {
    if (verdict === undefined) judge(await probeFilter(reader, endpoint));
  }

  async function readWanted(wanted: ReadonlySet<string>): Promise<readonly JsonObject[]> {
    const first = await reader.list(`${path}?startIndex=1&count=${String(FIRST_PAGE)}`);
    sayText(first);
    const cheap = first.totalResults <= FIRST_PAGE * Math.max(1, wanted.size - 1);
    const listed = cheap ? await readAll(reader, path, first) : undefined;
    let found = named(listed?.resources ?? [], wanted);
    if (listed?.promised !== undefined || !cheap)
      found = [...found, ...named(await askEach(missingFrom(found, wanted)), wanted)];
    if (missingFrom(found, wanted).length === 0 || first.totalResults === 0) return found;
    await explainMissing();
    if (cheap || verdict === "heeds") return found;
    const all = await readAll(reader, path, first);
    sayIncomplete(all);
    return named(all.resources, wanted);
  }

  async function readEverything(wanted: ReadonlySet<string>): Promise<readonly JsonObject[]> {
    const all = await readAll(reader, path);
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
      const wanted = new Set(names.map((name) => name.toLowerCase()));
      if (everything) return once(await readEverything(wanted));
      return wanted.size === 0 ? [] : once(await readWanted(wanted));
    },
    unanswered: () => [...sentences],
  };
}

/** Each resource once; without an id nothing can be told apart, and nothing is thrown away. */
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
