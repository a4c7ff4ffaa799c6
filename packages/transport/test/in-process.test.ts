import { createInProcessTransport, type Door } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { once, requestWith } from "./request.ts";

type Request = Parameters<Door["handle"]>[0];

function recordingDoor(): { readonly door: Door; readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  const handle: Door["handle"] = async (request) => {
    requests.push(request);
    return { status: 200, headers: { "x-acs-request-id": "R" }, body: "{}" };
  };
  return { door: { handle }, requests };
}

describe("the in-process transport", () => {
  it("hands the door what a socket would have brought", async () => {
    const { door, requests } = recordingDoor();
    const transport = createInProcessTransport({ door });
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    const response = await transport.send(() => requestWith({ body: "é=1", headers }), once);

    expect(response).toEqual({ status: 200, headers: { "x-acs-request-id": "R" }, body: "{}" });
    expect(requests).toEqual([
      {
        method: "POST",
        target: "/",
        headers: new Map([["host", "localhost"], ...Object.entries(headers)]),
        body: new TextEncoder().encode("é=1"),
        sourceAddress: "127.0.0.1",
        secure: false,
      },
    ]);
  });

  it("names the host it is given", async () => {
    const { door, requests } = recordingDoor();
    const transport = createInProcessTransport({ door, host: "kms.cn-shanghai.localhost" });
    expect(transport.host).toBe("kms.cn-shanghai.localhost");
    await transport.send(() => requestWith(), once);
    expect(requests[0]?.headers.get("host")).toBe("kms.cn-shanghai.localhost");
  });

  it("has no answer from a door that drops the call", async () => {
    const dropping: Door = { handle: async () => ({ status: 503, headers: {}, body: "{}", dropped: true }) };
    const transport = createInProcessTransport({ door: dropping });
    await expect(transport.send(() => requestWith(), once)).rejects.toMatchObject({
      name: "TransportError",
      reason: "unreachable",
    });
  });
});
