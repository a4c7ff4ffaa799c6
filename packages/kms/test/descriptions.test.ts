import { describeKey, encodeRequest, parseRequest, updateKeyDescription } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { createService, outcomeOf, type Service } from "./service.ts";

let service: Service;
let KeyId: string;

beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey({ Description: "first" });
});

const metadata = async (key = KeyId) => (await service.call(describeKey, { KeyId: key })).KeyMetadata;
/** As a gateway does it: the request is read from parameters before it is performed. */
const update = async (Description: string, key = KeyId) => {
  const sent = encodeRequest(updateKeyDescription, { KeyId: key, Description });
  return service.call(updateKeyDescription, parseRequest(updateKeyDescription, sent));
};

describe("UpdateKeyDescription", () => {
  it("changes the description of one key, and nothing else", async () => {
    const other = await service.newKey({ Description: "other" });
    const before = await metadata();
    await update("orders, 2026 (é, 密钥)\n");
    expect(await metadata()).toEqual({ ...before, Description: "orders, 2026 (é, 密钥)\n" });
    expect((await metadata(other)).Description).toBe("other");
  });

  it("may be called twice with the same text", async () => {
    expect([await outcomeOf(update("a")), await outcomeOf(update("a"))]).toEqual(["OK", "OK"]);
    expect((await metadata()).Description).toBe("a");
  });

  it("takes 8,192 characters and no more", async () => {
    await update("x".repeat(8192));
    expect((await metadata()).Description).toHaveLength(8192);
    expect(await outcomeOf(update("x".repeat(8193)))).toBe("InvalidParameter");
  });

  it("does not take an empty text", async () => {
    expect(await outcomeOf(update(""))).toBe("MissingParameter");
    expect((await metadata()).Description).toBe("first");
  });

  it("changes that of a disabled key, but not that of one in PendingDeletion", async () => {
    await service.setState(KeyId, "Disabled");
    expect(await outcomeOf(update("second"))).toBe("OK");
    await service.setState(KeyId, "PendingDeletion");
    expect(await outcomeOf(update("third"))).toBe("Rejected.PendingDeletion");
    expect((await metadata()).Description).toBe("second");
  });

  it("does not find an unknown key, nor one of another region", async () => {
    expect(await outcomeOf(update("a", "11111111-1111-4111-8111-111111111111"))).toBe(
      "Forbidden.KeyNotFound",
    );
    const elsewhere = { region: "cn-beijing" };
    const call = service.call(updateKeyDescription, { KeyId, Description: "a" }, elsewhere);
    expect(await outcomeOf(call)).toBe("Forbidden.KeyNotFound");
    expect((await metadata()).Description).toBe("first");
  });
});
