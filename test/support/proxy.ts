import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, request as send, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";

/** Answers a request itself (true), or leaves it to the server behind (false), at once or later. */
export type Intercept = (request: IncomingMessage, response: ServerResponse) => boolean | Promise<boolean>;

/** A server in front of another on this machine. */
export interface Proxy {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts a server that hands every request on to `upstream`, but for those that are intercepted. */
export async function startProxy(upstream: string, intercept: Intercept): Promise<Proxy> {
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (await intercept(request, response)) return;
    const { method, headers } = request;
    const forwarded = send(
      new URL(request.url ?? "/", upstream),
      { method, headers: { ...headers, host: new URL(upstream).host } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    forwarded.on("error", () => response.destroy());
    request.pipe(forwarded);
  };
  const server = createServer((request, response) => void handle(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** A proxy of a company's network, in a process of its own. */
export interface ConnectProxy {
  /** For HTTPS_PROXY, with user name and password. */
  readonly url: string;
  readonly password: string;
  /** The hosts that tunnels were asked for, in order, with their ports. */
  asked(): readonly string[];
  close(): Promise<void>;
}

/**
 * Starts a proxy that opens tunnels to the named hosts, and to no others.
 *
 * @param ports - by `host:443`: the port of this machine that stands for the host
 */
export async function startConnectProxy(ports: Readonly<Record<string, number>>): Promise<ConnectProxy> {
  const file = fileURLToPath(new URL("connect-proxy.mjs", import.meta.url));
  const password = "proxy-password-of-a-test";
  const routes = Object.entries(ports).map(([host, port]) => `${host}=${String(port)}`);
  const child = spawn(process.execPath, [file, `clerk:${password}`, ...routes], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  await new Promise<void>((resolve, reject) => {
    child.stdout.on("data", (chunk: Buffer) => {
      said += chunk.toString("utf8");
      if (said.includes("\n")) resolve();
    });
    child.on("close", () => {
      reject(new Error("the proxy ended before it was ready"));
    });
  });
  const lines = (): string[] => said.split("\n").filter((line) => line !== "");
  return {
    url: `http://clerk:${password}@127.0.0.1:${lines()[0] ?? ""}`,
    password,
    asked: () => lines().slice(1),
    close: async () => {
      child.kill();
      await once(child, "close");
    },
  };
}
