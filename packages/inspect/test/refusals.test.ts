import { decrypt, describeKey } from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { describe, expect, it, vi } from "vitest";
import { inspectedService } from "./inspected-service.ts";

interface Answer {
  readonly refusals: readonly { readonly id: string; readonly operation: string; readonly code: string }[];
  readonly last: string;
  readonly missed: boolean;
}

async function refusing() {
  const inspected = await inspectedService();
  const refused = async (as: string, operation: typeof describeKey | typeof decrypt) => {
    const input = operation === decrypt ? { CiphertextBlob: new Uint8Array(60) } : { KeyId: "alias/none" };
    await createCaller(inspected.callerAs(as))
      .call(operation as typeof describeKey, input as never)
      .catch(() => undefined);
  };
  const latest = async (asked: object = {}) =>
    (await inspected.ask("refusals", asked)).answer as unknown as Answer;
  return { ...inspected, refused, latest };
}

describe("refusals", () => {
  it("come with their explanations, and from the last one on with the next look", async () => {
    const { refused, latest } = await refusing();
    expect(await latest()).toEqual({ refusals: [], last: "begin", missed: false });
    await refused("root", describeKey);
    await vi.waitFor(async () => {
      expect(await latest()).toMatchObject({
        refusals: [{ operation: "DescribeKey", advice: expect.any(Array) as [] }],
      });
    });
    const { last } = await latest();
    expect(await latest({ since: last })).toEqual({ refusals: [], last, missed: false });
    await refused("root", decrypt);
    await refused("LTAI-courier", describeKey);
    await vi.waitFor(async () => {
      const next = await latest({ since: last });
      expect(next.refusals.map(({ operation }) => operation)).toEqual(["Decrypt", "DescribeKey"]);
      expect(next.last).toBe(next.refusals[1]?.id);
    });
    expect((await latest({ since: last, limit: 1 })).refusals).toMatchObject([{ operation: "Decrypt" }]);
    expect((await latest({ limit: 1 })).refusals).toMatchObject([{ operation: "DescribeKey" }]);
  });

  it("say that some were missed where the last one is forgotten", async () => {
    const { refused, latest } = await refusing();
    await refused("root", describeKey);
    await vi.waitFor(async () => {
      expect(await latest({ since: "f".repeat(32) })).toMatchObject({
        refusals: [{ operation: "DescribeKey" }],
        missed: true,
      });
    });
  });

  it("that are looked for while there are none leave one record, and the first look that may begin anew another", async () => {
    const { refused, latest, told } = await refusing();
    let { last } = await latest();
    for (let looks = 0; looks < 3; looks += 1) ({ last } = await latest({ since: last }));
    expect([last, told.length]).toEqual(["begin", 1]);
    await refused("root", describeKey);
    await vi.waitFor(async () => {
      expect(await latest({ since: last })).toMatchObject({ refusals: [{ operation: "DescribeKey" }] });
    });
    expect(told.length).toBe(1);
    await latest({ since: "begin" });
    expect(told.length).toBe(2);
  });

  it("from a forgotten one on leave a record, wherever it was given", async () => {
    const { refused, latest, told, forget } = await refusing();
    await refused("root", describeKey);
    await vi.waitFor(async () => {
      expect((await latest()).last).not.toBe("begin");
    });
    const { last } = await latest();
    const before = told.length;
    forget();
    expect(await latest({ since: last })).toEqual({ refusals: [], last: "begin", missed: true });
    expect(told.length).toBe(before + 1);
  });

  it("of another account are not told, and those that nobody known asked are", async () => {
    const { refused, latest } = await refusing();
    await refused("LTAI-stranger", describeKey);
    await refused("LTAI-nobody", decrypt);
    await vi.waitFor(async () => {
      const { refusals } = await latest();
      expect(refusals).toMatchObject([{ operation: "Decrypt", code: "InvalidAccessKeyId.NotFound" }]);
    });
  });
});
