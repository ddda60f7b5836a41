import { configDefaults, defineConfig } from "vitest/config";

/** The contract with the vendors' official descriptions needs their files, which are not part of the project. */
const withoutSpecs = (process.env["CONTRACT_SPECS"] ?? "") === "" ? ["test/**/*.contract.test.ts"] : [];

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: [...configDefaults.exclude, ...withoutSpecs],
    globalSetup: ["test/support/temporary.ts"],
    reporters: ["default", "./test/support/count-reporter.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // One worker would leave a core of a small machine idle.
    maxWorkers: 3,
  },
});
