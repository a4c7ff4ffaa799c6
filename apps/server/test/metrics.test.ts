import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { officialClient } from "./official-client.ts";
import { send } from "./raw-http.ts";
import { startServer, type RunningServer } from "./running-server.ts";

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
});
afterAll(() => server.stop());

const figures = async (): Promise<string> => (await send(server.ready.public, { target: "/metrics" })).body;

describe("/metrics", () => {
  it("counts requests by gateway, operation and code", async () => {
    const call = officialClient(server.ready.public);
    await call("CreateKey");
    await call("CreateKey");
    await call("DescribeKey", { KeyId: "11111111-1111-4111-8111-111111111111" }).catch(() => undefined);
    const text = await figures();
    expect(text).toContain('keyferry_requests_total{gateway="public",operation="CreateKey",code="OK"} 2');
    expect(text).toContain(
      'keyferry_requests_total{gateway="public",operation="DescribeKey",code="Forbidden.KeyNotFound"} 1',
    );
    expect(text).toMatch(/keyferry_request_duration_seconds_count\{operation="CreateKey"\} 2/);
  });

  it("takes no label from a caller", async () => {
    await send(server.ready.public, { target: "/?Action=planted-by-a-caller&Version=2016-01-20" });
    expect(await figures()).not.toContain("planted-by-a-caller");
  });

  it.each(["vpc", "dedicated"] as const)("is not there on the %s gateway", async (kind) => {
    const { ready, ca } = server;
    expect((await send(ready[kind], { target: "/metrics", ca })).status).toBe(404);
  });
});
