import type { Reporter, TestModule } from "vitest/node";

/** Closes a run with the line that CI counts by: the true numbers of passed and failed tests. */
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
    process.stdout.write(`\n${String(passed)} passed, ${String(failed)} failed\n`);
  }
}
