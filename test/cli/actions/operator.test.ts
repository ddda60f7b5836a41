import { PassThrough, Writable } from "node:stream";
import { describe, expect, test } from "vitest";
import { openOperator } from "../../../src/cli/actions/operator.js";
import type { Io } from "../../../src/cli/terminal/io.js";
import { openProgress } from "../../../src/cli/views/progress.js";
import { openScreen } from "../../../src/cli/terminal/screen.js";
import type { Operator } from "../../../src/setup/model/ports.js";
import { testIo } from "../../support/run-in-process.js";

interface Given {
  readonly yes?: boolean;
  readonly input?: boolean;
  readonly json?: boolean;
}

/** A person at a terminal who types this whenever something is asked. */
async function atTerminal(
  typed: string,
  { yes = false, input = true, json = false }: Given = {},
): Promise<{ readonly operator: Operator; readonly written: { readonly stderr: string } }> {
  const { io: plain, written } = testIo(["okta"]);
  const stdin = Object.assign(new PassThrough(), { isTTY: true });
  const stream = new Writable({
    write: (chunk: Buffer, _encoding, done) => {
      plain.stderr.write(chunk.toString());
      if (chunk.toString().includes("?")) setImmediate(() => stdin.write(`${typed}\r`));
      done();
    },
  });
  const io: Io = { ...plain, stdin, stderr: { ...plain.stderr, isTTY: true, stream } };
  const options = { json, quiet: false, debug: false, color: false };
  const screen = openScreen(io, options);
  const progress = await openProgress(plain, screen, options);
  const operator = openOperator({
    ...{ io, screen, progress, yes, input, json, byFile: false, simulatedAdministrator: undefined },
    interrupt: () => undefined,
  });
  return { operator, written };
}

describe("the name of something that may be somebody else's", () => {
  test("is typed at a terminal, below why it is asked for", async () => {
    const { operator, written } = await atTerminal("TOTAL");
    expect(await operator.typeName("TOTAL", "Its login page is another one.")).toBe("TOTAL");
    expect(written.stderr).toContain("Its login page is another one.");
    expect(written.stderr).toContain('type its name ("TOTAL")');
  });

  test.each<Given>([{ yes: true }, { input: false }, { json: true }])("is not asked for with %j", async (given) => {
    const { operator, written } = await atTerminal("TOTAL", given);
    expect(await operator.typeName("TOTAL", "Its login page is another one.")).toBeUndefined();
    expect(written.stderr).toBe("");
  });
});
