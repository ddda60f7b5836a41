import { rmSync } from "node:fs";

// A stale file in dist would still be shipped and run, so a build starts from nothing.
for (const folder of process.argv.slice(2)) rmSync(folder, { recursive: true, force: true });
