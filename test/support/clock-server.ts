import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Clock } from "../../src/base/clock.js";

/** Lets another process sleep on a test's clock: `GET /<milliseconds>` is answered afterwards, with the time it then is. */
export async function serveClock(clock: Clock): Promise<{ readonly url: string; close(): void }> {
  const server = createServer((request, response) => {
    void clock.sleep(Number(request.url?.slice(1))).then(() => response.end(String(clock.now())));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
