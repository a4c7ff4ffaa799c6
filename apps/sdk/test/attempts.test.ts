import { exportDataKey, scheduleKeyDeletion, serviceError } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createInProcessTransport, createPublicTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { exported, request } from "./exported.ts";
import { accessKey, createService, type Service } from "./service.ts";

/** A transport that retries, whose every attempt goes through the service's door. */
function retrying({ door }: Service) {
  return createPublicTransport({
    endpoint: "http://127.0.0.1:7788",
    retry: { baseDelay: 1 },
    fetch: async (input, init) => {
      const { host, pathname, search } = new URL(input instanceof Request ? input.url : input);
      const sent = new Request(`http://${host}`, init);
      const { status, headers, body } = await door.handle({
        method: sent.method,
        target: pathname + search,
        headers: new Map([["host", host], ...sent.headers]),
        body: new Uint8Array(await sent.arrayBuffer()),
        sourceAddress: "127.0.0.1",
        secure: false,
      });
      return new Response(body, { status, headers });
    },
  });
}

/** Fails so many times, then answers. */
function failing(times: number) {
  let calls = 0;
  return () => (++calls <= times ? serviceError("ServiceUnavailableTemporary") : exported());
}

describe("an attempt", () => {
  it("has a nonce of its own", async () => {
    const service = createService(exportDataKey, failing(2));
    await createCaller({ transport: retrying(service), credentials: accessKey }).call(exportDataKey, request);
    const nonces = service.entries.map(({ claim }) => claim.nonce);
    expect(nonces).toHaveLength(3);
    expect(new Set(nonces).size).toBe(3);
  });

  it("has a time of its own", async () => {
    let now = Date.UTC(2026, 0, 2, 3, 4, 5);
    const respond = failing(1);
    const service = createService(exportDataKey, () => {
      now += 60_000;
      return respond();
    });
    const caller = createCaller({ transport: retrying(service), credentials: accessKey, clock: () => now });
    await caller.call(exportDataKey, request);
    expect(service.entries.map(({ claim }) => claim.timestamp)).toEqual([
      "2026-01-02T03:04:05Z",
      "2026-01-02T03:05:05Z",
    ]);
  });

  it("asks for the credentials anew, so that they may be renewed", async () => {
    const service = createService(exportDataKey, failing(1));
    let asked = 0;
    const credentials = () => ({ ...accessKey, securityToken: `token-${String(++asked)}` });
    await createCaller({ transport: retrying(service), credentials }).call(exportDataKey, request);
    expect(service.entries.map(({ claim }) => claim.securityToken)).toEqual(["token-1", "token-2"]);
  });

  it("waits for credentials that take time", async () => {
    const service = createService(exportDataKey, failing(1));
    let asked = 0;
    const credentials = async () => {
      await new Promise((resolve) => setTimeout(resolve, 10));
      return { ...accessKey, securityToken: `token-${String(++asked)}` };
    };
    await createCaller({ transport: retrying(service), credentials }).call(exportDataKey, request);
    expect(service.entries.map(({ claim }) => claim.securityToken)).toEqual(["token-1", "token-2"]);
  });

  it("ends while credentials are awaited when the call is aborted", async () => {
    const service = createService(exportDataKey, exported);
    const controller = new AbortController();
    const credentials = () => {
      controller.abort();
      return new Promise<never>(() => undefined);
    };
    const caller = createCaller({ transport: retrying(service), credentials });
    const calling = caller.call(exportDataKey, request, { signal: controller.signal });
    await expect(calling).rejects.toMatchObject({ name: "TransportError", reason: "aborted" });
  });

  it("is the only one where the operation is not repeatable", async () => {
    const service = createService(scheduleKeyDeletion, () => serviceError("ServiceUnavailableTemporary"));
    const caller = createCaller({ transport: retrying(service), credentials: accessKey });
    const calling = caller.call(scheduleKeyDeletion, { KeyId: "alias/a", PendingWindowInDays: 7 });
    await expect(calling).rejects.toMatchObject({ code: "ServiceUnavailableTemporary" });
    expect(service.entries).toHaveLength(1);
  });
});

describe("credentials", () => {
  const call = async (securityToken?: string) => {
    const service = createService(exportDataKey, exported);
    const credentials = { ...accessKey, ...(securityToken !== undefined && { securityToken }) };
    const transport = createInProcessTransport({ door: service.door });
    await createCaller({ transport, credentials }).call(exportDataKey, request);
    return service.entries[0];
  };

  it("that are temporary are signed with their token", async () => {
    const entry = await call("token");
    expect(entry?.headers.get("x-acs-security-token")).toBe("token");
    expect(entry?.headers.get("x-acs-accesskey-id")).toBe(accessKey.accessKeyId);
    expect(entry?.claim.securityToken).toBe("token");
  });

  it("that are not temporary send no token", async () => {
    const entry = await call();
    expect(entry?.headers.has("x-acs-security-token")).toBe(false);
    expect(entry?.headers.has("x-acs-accesskey-id")).toBe(false);
  });

  it("never travel: the secret is in no header and no parameter", async () => {
    const entry = await call("token");
    const sent = [...(entry?.headers.values() ?? []), ...(entry?.parameters.values() ?? [])].join("\n");
    expect(sent).not.toContain(accessKey.accessKeySecret);
  });

  it("that cannot be had fail the call with the provider's own error", async () => {
    const { door } = createService(exportDataKey, exported);
    const failure = new Error("the token has expired");
    const credentials = () => {
      throw failure;
    };
    const caller = createCaller({ transport: createInProcessTransport({ door }), credentials });
    await expect(caller.call(exportDataKey, request)).rejects.toBe(failure);
    const late = createCaller({
      transport: createInProcessTransport({ door }),
      credentials: async () => credentials(),
    });
    await expect(late.call(exportDataKey, request)).rejects.toBe(failure);
  });
});
