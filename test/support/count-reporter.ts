import { appendFileSync } from "node:fs";
import type { Reporter, TestModule } from "vitest/node";

/**
 * Closes a run with the line that CI counts by: the true numbers of passed and failed tests. Where TEST_COUNTS names a file,
 * the line goes there instead, so that whoever makes several runs can print their sum.
 */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    let passed = 0;
    let failed = errors.length;
    for (const module of modules) {
      let inModule = 0;
      for (const test of module.children.allTests()) {
        inModule += 1;
        if (test.result().state === "passed") passed += 1;
        else failed += 1;
      }
      // A file that cannot be loaded holds no tests, and is a failure all the same.
      if (inModule === 0 || module.errors().length > 0) failed += 1;
    }
    const line = `${String(passed)} passed, ${String(failed)} failed\n`;
    const file = process.env["TEST_COUNTS"] ?? "";
    if (file === "") process.stdout.write(`\n${line}`);
    else appendFileSync(file, line);
  }
}
