// A proxy as a company's: opens tunnels (CONNECT) to the named hosts only, and only for who signs in.
// Arguments: user:password, then host=port of this machine for each host. Prints its port, then each host it was asked for.
import { Buffer } from "node:buffer";
import { createServer } from "node:http";
import { connect } from "node:net";

const [, , credentials, ...routes] = process.argv;
const ports = new Map(routes.map((route) => route.split("=")));
const expected = `Basic ${Buffer.from(credentials).toString("base64")}`;

const server = createServer((_request, response) => response.writeHead(405).end());
server.on("connect", ({ url, headers }, socket) => {
  socket.on("error", () => socket.destroy());
  const refuse = (status) => socket.end(`HTTP/1.1 ${status} No\r\nContent-Length: 2\r\n\r\nno`);
  if (headers["proxy-authorization"] !== expected) return refuse(407);
  console.log(url);
  const port = ports.get(url);
  if (port === undefined) return refuse(403);
  const tunnel = connect(Number(port), "127.0.0.1", () => {
    socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
    tunnel.pipe(socket).pipe(tunnel);
  });
  tunnel.on("error", () => socket.destroy());
});
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
