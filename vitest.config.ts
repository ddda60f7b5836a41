import { configDefaults, defineConfig } from "vitest/config";
import { existsSync } from "node:fs";
import { recordingBeside } from "./test/replay/recording-beside.js";
import LongestFirst from "./test/support/longest-first.js";

/** The contract with the vendors' official descriptions needs their files, and a replay its recording: they are not part of the project. */
const specs = process.env["CONTRACT_SPECS"] ?? "";
const withoutSpecs = specs === "" ? ["test/**/*.contract.test.ts"] : [];
const withoutRecording = specs === "" || !existsSync(recordingBeside(specs)) ? ["test/**/*.recorded.test.ts"] : [];

/** Whole journeys and sweeps take minutes, and pages a browser: they are for CI and for whoever works on what they test. */
const SWEEPS = ["test/journeys/**/*.test.ts", "test/sweeps/**/*.test.ts"];
const BROWSER = "test/browser/**/*.test.ts";

export default defineConfig({
  test: {
    reporters: ["default", "./test/support/count-reporter.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: "forks",
    // Loading the SDKs anew for each of hundreds of files would take longer than the tests.
    isolate: false,
    // Many tests wait for processes: one worker for each core would leave a small machine idle.
    maxWorkers: 3,
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["test/**/*.test.ts"],
          exclude: [...configDefaults.exclude, ...withoutSpecs, ...withoutRecording, ...SWEEPS, BROWSER],
          globalSetup: ["test/support/temporary.ts"],
        },
      },
      {
        extends: true,
        test: { name: "sweeps", include: SWEEPS, globalSetup: ["test/support/temporary.ts"] },
      },
      {
        extends: true,
        test: { name: "browser", include: [BROWSER], globalSetup: ["test/support/temporary.ts"] },
      },
    ],
  },
});
