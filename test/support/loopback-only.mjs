import { subscribe } from "node:diagnostics_channel";

// Preloaded with --import: a process that looks up or tries to reach anything but this machine ends with 99.
const HERE = /^(localhost|::1|127(\.\d{1,3}){3})$/;
const refuse = (host) => {
  if (!HERE.test(host)) process.exit(99);
};
subscribe("net.client.socket", ({ socket }) => {
  socket.on("lookup", (_error, _address, _family, host) => refuse(host));
  socket.on("connectionAttempt", refuse);
});
