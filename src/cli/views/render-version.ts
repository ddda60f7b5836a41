import { commit, version } from "../../base/version.js";
import type { VersionDocument } from "./output/version.js";

/** What `--version` prints: which total-setup this is, and which Node.js runs it. */
export function renderVersion(asJson: boolean): string {
  const node = process.versions.node;
  const built = commit();
  if (!asJson) return `total-setup ${version()} (${built === undefined ? "" : `commit ${built}, `}Node ${node})\n`;
  const document: VersionDocument = {
    formatVersion: "1.0",
    command: "version",
    version: version(),
    ...(built === undefined ? {} : { commit: built }),
    node,
    errors: [],
  };
  return `${JSON.stringify(document)}\n`;
}
