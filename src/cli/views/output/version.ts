import { z } from "zod";
import { formatVersion, noErrors, text } from "./common.js";

export const versionDocument = z
  .strictObject({
    formatVersion,
    command: z.literal("version").describe("Always version: printed by --version --json"),
    version: text("Version of total-setup"),
    commit: text("The commit that it was built from, shortened, where the build knew it").exactOptional(),
    node: text("Version of Node.js that runs it"),
    errors: noErrors,
  })
  .meta({ id: "version", description: "What --version --json prints" });

/** The document of `--version`. */
export type VersionDocument = z.output<typeof versionDocument>;
