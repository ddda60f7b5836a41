import { writeSync } from "node:fs";

/** Preloaded by bench/push.js: tells on descriptor 3 how much memory the process used at its peak, in bytes. */
process.on("exit", () => {
  writeSync(3, String(process.resourceUsage().maxRSS * 1024));
});
