import type { Difference } from "./difference.js";
import type { Recorded } from "./recording.js";

/** Whether they are there is compared, not what they say. */
const PRESENT = ["etag", "location", "cache-control"];
/** Not kept in every part of the recording: missing there, they mean nothing. */
const OFTEN_LEFT_OUT = new Set(["cache-control"]);

/** Compares the headers that say something about an answer: its kind, its links to other pages, whether it may be kept. */
export function headerDifferences({ headers }: Recorded, ours: Headers): Difference[] {
  const found: Difference[] = [];
  const compare = (name: string, recorded: string, mine: string): void => {
    if (recorded !== mine) found.push({ what: `header ${name}: ${recorded} -> ${mine}`, recorded, ours: mine });
  };
  compare("content-type", kindOf(headers["content-type"]), kindOf(ours.get("content-type")));
  compare("link", relationsIn(headers["link"]), relationsIn(ours.get("link")));
  for (const name of PRESENT) {
    if (headers[name] === undefined && OFTEN_LEFT_OUT.has(name)) continue;
    compare(name, headers[name] === undefined ? "none" : "present", ours.has(name) ? "present" : "none");
  }
  return found;
}

function kindOf(type: string | null | undefined): string {
  return (type ?? "none").split(";")[0] ?? "none";
}

/** The next page is a matter of how much an org holds. */
function relationsIn(link: string | null | undefined): string {
  return (link ?? "").includes('rel="self"') ? "self" : "none";
}
