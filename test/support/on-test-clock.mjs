// The command line as bin/total-setup.js starts it, but on the time that a test keeps, at the address in TEST_CLOCK.
import { get } from "node:http";
import { text } from "node:stream/consumers";
import { ioOf } from "../../dist/cli/terminal/io.js";
import { runCli } from "../../dist/cli/program.js";

const [, , ...argv] = process.argv;
const clockUrl = process.env.TEST_CLOCK;

function sleep(milliseconds) {
  return new Promise((resolve, reject) => {
    get(`${clockUrl}/${milliseconds}`, (answer) => resolve(text(answer).then(Number))).on("error", reject);
  });
}

let time = await sleep(0);
const clock = {
  now: () => time,
  sleep: async (milliseconds) => {
    time = await sleep(milliseconds);
  },
};
process.exitCode = await runCli({ ...ioOf(process), argv, clock });
