import { decrypt, exportDataKey } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createKmsClient } from "@keyferry/sdk/client";
import { createInProcessTransport, type Door } from "@keyferry/transport";
import { describe, expect, it } from "vitest";
import { exported, request } from "./exported.ts";
import { accessKey, createService, requestId } from "./service.ts";

const receipt = "header.statement.signature";

/** A service that answers with a receipt where it is asked for one, or with what is given in its place. */
function receiptedService(header: string | null = receipt) {
  const { door, entries } = createService(exportDataKey, exported);
  const handle: Door["handle"] = async (asked) => {
    const answer = await door.handle(asked);
    const asksForOne = asked.headers.get("x-keyferry-receipt") === "true";
    if (!asksForOne || header === null) return answer;
    return { ...answer, headers: { ...answer.headers, "x-keyferry-receipt": header } };
  };
  const options = { transport: createInProcessTransport({ door: { handle } }), credentials: accessKey };
  return { caller: createCaller(options), client: createKmsClient(options), entries };
}

describe("a receipt", () => {
  it("is a member of the answer, where it is asked for", async () => {
    const { caller, client, entries } = receiptedService();
    const whole = { ...exported(), RequestId: requestId };
    const answer = await caller.call(exportDataKey, request, { receipt: true });
    expect(answer).toEqual({ ...whole, receipt });
    const text: string = answer.receipt;
    expect(text).toBe(receipt);
    expect((await client.exportDataKey(request, { receipt: true })).receipt).toBe(receipt);
    expect(await client.exportDataKey(request)).toEqual(whole);
    expect(await caller.call(exportDataKey, request, { receipt: false })).toEqual(whole);
    expect(entries.map(({ headers }) => headers.get("x-keyferry-receipt"))).toEqual([
      "true",
      "true",
      undefined,
      undefined,
    ]);
  });

  it("that does not come is an error, and not an answer without it", async () => {
    for (const header of [null, ""]) {
      const { caller } = receiptedService(header);
      await expect(caller.call(exportDataKey, request, { receipt: true })).rejects.toMatchObject({
        code: "InternalFailure",
        message: expect.stringContaining("no receipt came") as string,
      });
    }
  });

  it("of an operation that exports nothing is refused before anything is sent", async () => {
    const { caller, entries } = receiptedService();
    const call = caller.call(decrypt, { CiphertextBlob: request.CiphertextBlob }, { receipt: true });
    await expect(call).rejects.toMatchObject({ code: "InvalidParameter" });
    expect(entries).toEqual([]);
  });
});
