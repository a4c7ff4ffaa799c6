import { Server } from "node:net";
import type { Gateway } from "@keyferry/gateway";
import { expect, it, vi } from "vitest";
import { listen } from "../src/http/listener.ts";

it("goes on when the system cannot accept a connection, and tells of it", async () => {
  const listening = vi.spyOn(Server.prototype, "listen");
  const onNotAccepted = vi.fn();
  const gateway: Gateway = {
    handle: () => Promise.reject(new Error("nothing is asked")),
    refuse: () => {
      throw new Error("nothing is refused");
    },
  };
  const listener = await listen({
    ...{ gateway, host: "127.0.0.1", port: 0, tls: undefined, onNotAccepted },
    unsignedRoutes: () => Promise.resolve({ status: 200, headers: {}, body: "alive" }),
    signedRoutes: () => undefined,
  });
  const [server] = listening.mock.contexts as Server[];
  const error = Object.assign(new Error("accept ENOBUFS"), { code: "ENOBUFS" });
  server?.emit("error", error);
  expect(onNotAccepted.mock.calls).toEqual([[error]]);
  expect(await (await fetch(listener.url)).text()).toBe("alive");
  await listener.close(0);
});
