import { BaseSequencer, type TestSpecification } from "vitest/node";

/** What takes minutes: first what mostly waits for a real clock, then what keeps a processor busy. */
const LONG = [/\/test\/journeys\/entra(-secrets)?\.test\.ts$/u, /\/test\/sweeps\//u];

/** Starts the longest files before all others, so that no worker is left alone with one at the end. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = LONG.findIndex((pattern) => pattern.test(moduleId));
      return index === -1 ? LONG.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
