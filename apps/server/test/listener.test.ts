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
    ...{ gateway, host: "127.0.0.1", port: 0, tls: undefined, onNotAccepted, onFault: vi.fn() },
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

it.each(["GET", "POST"])(
  "refuses what fails beside the gateway, tells of it, and goes on: %s",
  async (method) => {
    const onFault = vi.fn();
    const refuse = vi.fn<Gateway["refuse"]>(() => ({
      status: 500,
      headers: { "x-acs-request-id": "the-id" },
      body: "refused",
    }));
    const error = new Error("a part is missing");
    const reject = () => Promise.reject(error);
    const listener = await listen({
      gateway: { handle: reject, refuse },
      ...{ host: "127.0.0.1", port: 0, tls: undefined, onNotAccepted: vi.fn(), onFault },
      ...{ unsignedRoutes: reject, signedRoutes: reject },
    });
    for (let time = 0; time < 2; time++) {
      const answer = await fetch(listener.url, { method, ...(method === "POST" && { body: "a" }) });
      expect([answer.status, await answer.text()]).toEqual([500, "refused"]);
    }
    expect(refuse.mock.calls.map(([code]) => code)).toEqual(["InternalFailure", "InternalFailure"]);
    expect(onFault.mock.calls).toEqual([[{ requestId: "the-id", error }], [{ requestId: "the-id", error }]]);
    await listener.close(0);
  },
);
