import { getKmsInstance } from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import {
  account,
  anInstance,
  answerOf,
  createService,
  here,
  outcomeIn,
  region,
  type Service,
} from "./service.ts";

const fresh = `kst-${"f".repeat(21)}`;
const host = `${fresh}.cryptoservice.kms.aliyuncs.com`;
const network = {
  KMProvider: "Aliyun",
  VpcId: "vpc-orders",
  VSwitchIds: "vsw-a,vsw-b",
  ZoneIds: "cn-hangzhou-a",
};

let service: Service;

beforeEach(async () => {
  service = await createService();
});

const buy = () =>
  service.store
    .scoped({ account, region })
    .instances.write.create({ ...anInstance(fresh), connection: null });
const onDedicated = async (KeyId: string) =>
  outcomeIn(await service.send("GenerateDataKey", { KeyId }, { kind: "dedicated", host }));

describe("an instance", () => {
  it("is named by a Host from the moment that it is there, and used once it is connected", async () => {
    expect(await onDedicated("none")).toBe("InvalidProduct.NotFound");
    await buy();
    expect(await onDedicated("none")).toBe("Forbidden.DKMSInstanceStateInvalid");
    expect(outcomeIn(await service.send("CreateKey", { DKMSInstanceId: fresh }))).toBe(
      "Forbidden.DKMSInstanceStateInvalid",
    );
    expect(outcomeIn(await service.send("ConnectKmsInstance", { KmsInstanceId: fresh, ...network }))).toBe(
      "OK",
    );
    const KeyId = await service.newKey({ DKMSInstanceId: fresh });
    expect(await onDedicated(KeyId)).toBe("OK");
    const told = answerOf(getKmsInstance, await service.send("GetKmsInstance", { KmsInstanceId: fresh }));
    expect(told.KmsInstance).toMatchObject({
      Status: "Connected",
      VpcId: "vpc-orders",
      VswitchIds: ["vsw-a", "vsw-b"],
    });
  });

  it("is gone for every gateway once it is released, and not before its keys are", async () => {
    await buy();
    await service.send("ConnectKmsInstance", { KmsInstanceId: fresh, ...network });
    const KeyId = await service.newKey({ DKMSInstanceId: fresh });
    const release = async () => outcomeIn(await service.send("ReleaseKmsInstance", { KmsInstanceId: fresh }));
    expect(await release()).toBe("Forbidden.DKMSInstanceStateInvalid");
    await service.send("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: "7" });
    expect(await release()).toBe("Forbidden.DKMSInstanceStateInvalid");
    service.clock.now += 8 * 86_400_000;
    const Timestamp = new Date(service.clock.now).toISOString().replace(/\.\d+/, "");
    expect(outcomeIn(await service.send("ReleaseKmsInstance", { KmsInstanceId: fresh, Timestamp }))).toBe(
      "OK",
    );
    const gone = await service.send("GenerateDataKey", { KeyId, Timestamp }, { kind: "dedicated", host });
    expect(outcomeIn(gone)).toBe("InvalidProduct.NotFound");
  });

  it("is connected by POST only", async () => {
    const request = { KmsInstanceId: here, ...network };
    const got = await service.send("ConnectKmsInstance", request, { method: "GET" });
    expect([got.status, outcomeIn(got)]).toEqual([403, "UnsupportedHTTPMethod"]);
    expect(outcomeIn(await service.send("ConnectKmsInstance", request))).toBe(
      "Forbidden.DKMSInstanceStateInvalid",
    );
  });
});
