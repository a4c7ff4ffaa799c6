import { createInProcessTransport, type Door } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { preparation } from "./prepare.ts";

type Request = Parameters<Door["handle"]>[0];

function doorThatAnswers(status: number): { readonly door: Door; readonly requests: readonly Request[] } {
  const requests: Request[] = [];
  const handle: Door["handle"] = async (request) => {
    requests.push(request);
    return { status, headers: { "x-acs-request-id": "R" }, body: "{}" };
  };
  return { door: { handle }, requests };
}

describe("the in-process transport", () => {
  it("hands the door what a socket would have brought", async () => {
    const { door, requests } = doorThatAnswers(200);
    const transport = createInProcessTransport({ door });
    const response = await transport.send(preparation({ body: "é=1" }), { repeatable: false });

    expect(response).toEqual({ status: 200, headers: { "x-acs-request-id": "R" }, body: "{}" });
    expect(requests).toEqual([
      {
        method: "POST",
        target: "/",
        headers: new Map([
          ["host", "localhost"],
          ["content-type", "application/x-www-form-urlencoded"],
          ["x-acs-signature-nonce", "1"],
        ]),
        body: new TextEncoder().encode("é=1"),
        sourceAddress: "127.0.0.1",
        secure: false,
      },
    ]);
  });

  it("names the host it is given", async () => {
    const { door, requests } = doorThatAnswers(200);
    const transport = createInProcessTransport({ door, host: "kms.cn-shanghai.localhost" });
    expect(transport.host).toBe("kms.cn-shanghai.localhost");
    await transport.send(preparation(), { repeatable: false });
    expect(requests[0]?.headers.get("host")).toBe("kms.cn-shanghai.localhost");
  });

  it.each([429, 503])("sends nothing twice, whatever the status: %i", async (status) => {
    const { door, requests } = doorThatAnswers(status);
    const response = await createInProcessTransport({ door }).send(preparation(), { repeatable: true });
    expect(response.status).toBe(status);
    expect(requests).toHaveLength(1);
  });

  it("asks nothing of the door once the call is aborted", async () => {
    const { door, requests } = doorThatAnswers(200);
    const signal = AbortSignal.abort();
    const sending = createInProcessTransport({ door }).send(preparation(), { repeatable: true, signal });
    await expect(sending).rejects.toMatchObject({ name: "TransportError", reason: "aborted" });
    expect(requests).toHaveLength(0);
  });
});
