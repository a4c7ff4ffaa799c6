import { expect } from "vitest";
import { memberOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import type { OfficialClient } from "../clients/client-kind.ts";

/** Making keys, telling of them and moving them from state to state. */
export const keyExercises: Exercises<
  | "CreateKey"
  | "DescribeKey"
  | "ListKeys"
  | "UpdateKeyDescription"
  | "EnableKey"
  | "DisableKey"
  | "ScheduleKeyDeletion"
  | "CancelKeyDeletion"
> = {
  async CreateKey({ client }) {
    for (const KeySpec of ["Aliyun_AES_256", "Aliyun_SM4"]) {
      const answer = await client.call("CreateKey", { KeySpec, Description: "Zahlungen, für später * ~ +" });
      expect(memberOf(answer, "KeyMetadata")).toMatchObject({
        KeySpec,
        KeyUsage: "ENCRYPT/DECRYPT",
        KeyState: "Enabled",
        Description: "Zahlungen, für später * ~ +",
      });
      expect(textOf(answer, "RequestId")).toMatch(/^[0-9a-f-]{36}$/);
    }
  },

  async DescribeKey({ client, sharedKey }) {
    const { keyId, versionId } = await sharedKey();
    const answer = await client.call("DescribeKey", { KeyId: keyId });
    expect(memberOf(answer, "KeyMetadata")).toMatchObject({
      KeyId: keyId,
      PrimaryKeyVersion: versionId,
      KeyState: "Enabled",
    });
  },

  async ListKeys({ client, newKey }) {
    const { keyId } = await newKey();
    const everything = await client.call("ListKeys", { PageNumber: "1", PageSize: "2" });
    expect(everything).toMatchObject({ PageNumber: 1, PageSize: 2 });
    expect(memberOf(everything, "TotalCount")).toBeTypeOf("number");
    const found = await client.call("ListKeys", {
      Filters: JSON.stringify([
        { Key: "keyId", Values: [keyId] },
        { Key: "KeyState", Values: ["Enabled", "Disabled"] },
      ]),
    });
    expect(found).toMatchObject({ TotalCount: 1, Keys: { Key: [{ KeyId: keyId }] } });
  },

  async UpdateKeyDescription({ client, newKey }) {
    const { keyId } = await newKey({ Description: "before" });
    await client.call("UpdateKeyDescription", { KeyId: keyId, Description: "之后 & after" });
    const answer = await client.call("DescribeKey", { KeyId: keyId });
    expect(textOf(answer, "KeyMetadata", "Description")).toBe("之后 & after");
  },

  async EnableKey({ client, newKey }) {
    const { keyId } = await newKey();
    await client.call("DisableKey", { KeyId: keyId });
    await client.call("EnableKey", { KeyId: keyId });
    expect(await stateOf(client, keyId)).toBe("Enabled");
  },

  async DisableKey({ client, newKey }) {
    const { keyId } = await newKey();
    await client.call("DisableKey", { KeyId: keyId });
    expect(await stateOf(client, keyId)).toBe("Disabled");
  },

  async ScheduleKeyDeletion({ client, newKey }) {
    const { keyId } = await newKey();
    await client.call("ScheduleKeyDeletion", { KeyId: keyId, PendingWindowInDays: "7" });
    const answer = await client.call("DescribeKey", { KeyId: keyId });
    expect(textOf(answer, "KeyMetadata", "KeyState")).toBe("PendingDeletion");
    expect(textOf(answer, "KeyMetadata", "DeleteDate")).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  },

  async CancelKeyDeletion({ client, newKey }) {
    const { keyId } = await newKey();
    await client.call("ScheduleKeyDeletion", { KeyId: keyId, PendingWindowInDays: "366" });
    await client.call("CancelKeyDeletion", { KeyId: keyId });
    expect(await stateOf(client, keyId)).toBe("Enabled");
  },
};

async function stateOf(client: OfficialClient, keyId: string): Promise<string> {
  return textOf(await client.call("DescribeKey", { KeyId: keyId }), "KeyMetadata", "KeyState");
}
