import { largestPlan } from "@keyferry/kms";
import {
  connectKmsInstance,
  getKmsInstance,
  releaseKmsInstance,
  setDeletionProtection,
  updateKmsInstance,
  updateKmsInstanceBindVpc,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { account, createService, outcomeOf, region, type Service } from "./service.ts";

describe("ReleaseKmsInstance", () => {
  it("leaves one that is protected from deletion until somebody ends that", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance();
    const protect = (EnableDeletionProtection: boolean) =>
      call(setDeletionProtection, {
        KmsInstanceId,
        EnableDeletionProtection,
        DeletionProtectionDescription: "in use",
      });
    expect(await protect(true)).toEqual({});
    expect((await call(getKmsInstance, { KmsInstanceId })).KmsInstance).toMatchObject({
      DeletionProtection: true,
      DeletionProtectionDescription: "in use",
    });
    expect(await outcomeOf(call(releaseKmsInstance, { KmsInstanceId }))).toBe("Rejected.DeletionProtected");
    await protect(false);
    const { KmsInstance } = await call(getKmsInstance, { KmsInstanceId });
    expect(KmsInstance.DeletionProtection).toBe(false);
    expect(KmsInstance).not.toHaveProperty("DeletionProtectionDescription");
    expect(await outcomeOf(call(releaseKmsInstance, { KmsInstanceId }))).toBe("OK");
  });

  it("leaves one that was paid in advance", async () => {
    const { call, newInstance } = await createService();
    const KmsInstanceId = await newInstance({ plan: { ...largestPlan, chargeType: "PREPAY" } });
    expect(await outcomeOf(call(releaseKmsInstance, { KmsInstanceId }))).toBe(
      "Forbidden.DKMSInstanceStateInvalid",
    );
  });
});

describe("an instance that is released between the question and the deed", () => {
  const KmsInstanceId = `kst-${"a".repeat(21)}`;
  const boundVpc = { RegionId: region, VpcId: "vpc-a", VSwitchId: "vsw-a", VpcOwnerId: 1 };

  it.each([
    [
      "ConnectKmsInstance",
      ({ call }: Service) =>
        call(connectKmsInstance, {
          KmsInstanceId,
          KMProvider: "Aliyun",
          VpcId: "a",
          VSwitchIds: "a",
          ZoneIds: "a",
        }),
    ],
    [
      "UpdateKmsInstanceBindVpc",
      ({ call }: Service) => call(updateKmsInstanceBindVpc, { KmsInstanceId, BindVpcs: [boundVpc] }),
    ],
    [
      "UpdateKmsInstance",
      ({ call }: Service) => call(updateKmsInstance, { KmsInstanceId, InstanceName: "late" }),
    ],
    [
      "SetDeletionProtection",
      ({ call }: Service) => call(setDeletionProtection, { KmsInstanceId, EnableDeletionProtection: true }),
    ],
    ["ReleaseKmsInstance", ({ call }: Service) => call(releaseKmsInstance, { KmsInstanceId })],
  ] as const)("is told to be gone by %s", async (_, act) => {
    const service = await createService({
      onQuestion: async () => {
        await service.store.scoped({ account, region }).instances.write.delete(KmsInstanceId);
      },
    });
    await service.newInstance({ id: KmsInstanceId });
    expect(await outcomeOf(act(service))).toBe("Forbidden.DKMSInstanceNotFound");
  });
});
