import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { Socket } from "node:net";
import { isLoopback } from "../../src/base/loopback.js";

/** Hosts this process looked up or tried to reach that are not this machine, until it is ended. */
export function watchConnections(): { readonly elsewhere: readonly string[]; end(): void } {
  const elsewhere: string[] = [];
  const note = (host: string): void => {
    if (host !== "::1" && !isLoopback(host)) elsewhere.push(host);
  };
  const onSocket = (message: unknown): void => {
    const { socket } = message as { readonly socket: Socket };
    socket.on("lookup", (_error, _address, _family, host: string) => {
      note(host);
    });
    socket.on("connectionAttempt", note);
  };
  subscribe("net.client.socket", onSocket);
  return { elsewhere, end: () => void unsubscribe("net.client.socket", onSocket) };
}
