import {
  createAlias,
  describeKey,
  scheduleKeyDeletion,
  setDeletionProtection,
  type RequestOf,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, outcomeOf, refusalOf, region, type Service } from "./service.ts";

let service: Service;
let KeyId: string;
beforeEach(async () => {
  service = await createService();
  KeyId = await service.newKey();
});

const set = (request: RequestOf<typeof setDeletionProtection>) =>
  service.call(setDeletionProtection, request);
const schedule = () => outcomeOf(service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 }));
async function told() {
  const { KeyMetadata } = await service.call(describeKey, { KeyId });
  const { DeletionProtection, DeletionProtectionDescription } = KeyMetadata;
  return [DeletionProtection, DeletionProtectionDescription];
}

describe("SetDeletionProtection", () => {
  it("is off at first", async () => {
    expect(await told()).toEqual(["Disabled", undefined]);
  });

  it("keeps a key from being scheduled for deletion, until it is switched off", async () => {
    const DeletionProtectionDescription = "signs releases";
    await set({ KeyId, EnableDeletionProtection: true, DeletionProtectionDescription });
    expect(await told()).toEqual(["Enabled", "signs releases"]);
    expect(await schedule()).toBe("Rejected.DeletionProtected");
    await set({ KeyId, EnableDeletionProtection: false, DeletionProtectionDescription: "ignored" });
    expect(await told()).toEqual(["Disabled", undefined]);
    expect(await schedule()).toBe("OK");
  });

  it("needs no description, and takes the last one", async () => {
    await set({ KeyId, EnableDeletionProtection: true, DeletionProtectionDescription: "first" });
    await set({ KeyId, EnableDeletionProtection: true });
    expect(await told()).toEqual(["Enabled", ""]);
  });

  it("takes the key by id, by ARN, or by both", async () => {
    const ProtectedResourceArn = `acs:kms:${region}:${account}:key/${KeyId}`;
    await set({ ProtectedResourceArn, EnableDeletionProtection: true });
    expect(await told()).toEqual(["Enabled", ""]);
    await set({ KeyId, ProtectedResourceArn, EnableDeletionProtection: false });
    expect(await told()).toEqual(["Disabled", undefined]);
  });

  it("refuses two keys, none, and an alias", async () => {
    const ProtectedResourceArn = `acs:kms:${region}:${account}:key/${await service.newKey()}`;
    const both = set({ KeyId, ProtectedResourceArn, EnableDeletionProtection: true });
    expect((await refusalOf(both)).message).toContain("ProtectedResourceArn: names another key than KeyId");
    expect(await outcomeOf(set({ EnableDeletionProtection: true }))).toBe("MissingParameter");
    await service.call(createAlias, { KeyId, AliasName: "alias/a" });
    const byAlias = set({ KeyId: "alias/a", EnableDeletionProtection: true });
    expect(await outcomeOf(byAlias)).toBe("Unsupported.Alias");
    expect(await told()).toEqual(["Disabled", undefined]);
  });

  it("does not let both a deletion and a protection at the same time succeed", async () => {
    const outcomes = await Promise.all([
      schedule(),
      outcomeOf(set({ KeyId, EnableDeletionProtection: true })),
    ]);
    expect(outcomes.filter((outcome) => outcome === "OK")).toHaveLength(1);
  });
});

describe("SetDeletionProtection of an instance", () => {
  it("names no key beside it", async () => {
    const request = { KmsInstanceId: await service.newInstance(), EnableDeletionProtection: true };
    expect(await outcomeOf(set({ ...request, KeyId }))).toBe("InvalidParameter");
    const ProtectedResourceArn = `acs:kms:${region}:${account}:key/${KeyId}`;
    expect(await outcomeOf(set({ ...request, ProtectedResourceArn }))).toBe("InvalidParameter");
    const unknown = { ...request, KmsInstanceId: `kst-${"b".repeat(21)}` };
    expect(await outcomeOf(set(unknown))).toBe("Forbidden.DKMSInstanceNotFound");
  });
});
