import {
  createAlias,
  createKeyVersion,
  describeKey,
  disableKey,
  enableKey,
  encrypt,
  generateDataKey,
  reEncrypt,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { keyOperations, useKey, usingMaterial } from "./key-operations.ts";
import { keyPairOperations, useKeyPair } from "./key-pair-operations.ts";
import { newKeyPair } from "./key-pairs.ts";
import { createService, outcomeOf, refusalOf, type Caller, type Service } from "./service.ts";

const here = `kst-${"a".repeat(21)}`;
const elsewhere = `kst-${"b".repeat(21)}`;
const publicGateway: Caller = { gateway: "public" };
const vpcGateway: Caller = { gateway: "vpc" };
const dedicatedGateway: Caller = { gateway: "dedicated", instance: here };

async function withKey({ publicAccess = false, id = here } = {}): Promise<Service & { KeyId: string }> {
  const service = await createService();
  await service.newInstance({ id, publicAccess });
  return { ...service, KeyId: await service.newKey({ DKMSInstanceId: id }) };
}

/** The outcome of each operation that uses key material, on one key. */
async function businessOutcomes(service: Service, KeyId: string, caller: Caller) {
  const key = await useKey(service, KeyId, "");
  const calls = usingMaterial.map((operation) => keyOperations[operation](service, key, caller));
  return new Set(await Promise.all(calls.map(outcomeOf)));
}

describe("a key of an instance", () => {
  it("is not used through the public gateway while its instance's public access is off", async () => {
    const service = await withKey();
    expect(await businessOutcomes(service, service.KeyId, publicGateway)).toEqual(
      new Set(["Forbidden.NoPermission"]),
    );
    const refusal = await refusalOf(service.call(generateDataKey, { KeyId: service.KeyId }, publicGateway));
    expect(refusal.message).toContain(`public access of instance ${here}`);
  });

  it("is used through the public gateway once public access is on", async () => {
    const service = await withKey({ publicAccess: true });
    expect(await businessOutcomes(service, service.KeyId, publicGateway)).toEqual(new Set(["OK"]));
  });

  it("is managed through the public gateway all the same", async () => {
    const { call, KeyId } = await withKey();
    expect(await outcomeOf(call(describeKey, { KeyId }, publicGateway))).toBe("OK");
    expect(await outcomeOf(call(disableKey, { KeyId }, publicGateway))).toBe("OK");
    expect(await outcomeOf(call(enableKey, { KeyId }, publicGateway))).toBe("OK");
    expect(await outcomeOf(call(createAlias, { KeyId, AliasName: "alias/a" }, publicGateway))).toBe("OK");
    expect(await outcomeOf(call(createKeyVersion, { KeyId }, publicGateway))).toBe("OK");
  });

  it("is used through the VPC gateway", async () => {
    const service = await withKey();
    expect(await businessOutcomes(service, service.KeyId, vpcGateway)).toEqual(new Set(["OK"]));
  });

  it("is used through its own dedicated gateway", async () => {
    const service = await withKey();
    expect(await businessOutcomes(service, service.KeyId, dedicatedGateway)).toEqual(new Set(["OK"]));
  });

  it("is refused as either end of ReEncrypt through the public gateway", async () => {
    const { call, newKey, KeyId } = await withKey();
    const other = await newKey();
    const blobOf = async (key: string) =>
      (await call(encrypt, { KeyId: key, Plaintext: "YWJj" })).CiphertextBlob;
    const move = async (from: string, to: string) =>
      outcomeOf(call(reEncrypt, { CiphertextBlob: await blobOf(from), DestinationKeyId: to }, publicGateway));
    expect([await move(KeyId, other), await move(other, KeyId)]).toEqual([
      "Forbidden.NoPermission",
      "Forbidden.NoPermission",
    ]);
  });
});

describe.each(keyPairOperations)("%s with a key pair of an instance", (_, usage, call) => {
  async function outcomes(callers: readonly Caller[], { publicAccess = false, id = here } = {}) {
    const service = await createService();
    const DKMSInstanceId = await service.newInstance({ id, publicAccess });
    const made = await newKeyPair(service, "EC_SM2", usage, { DKMSInstanceId });
    const pair = await useKeyPair(service, usage, made);
    return Promise.all(callers.map((caller) => outcomeOf(call(service, pair, caller))));
  }

  it("keeps to the public access of the instance", async () => {
    expect(await outcomes([publicGateway])).toEqual(["Forbidden.NoPermission"]);
    expect(await outcomes([publicGateway], { publicAccess: true })).toEqual(["OK"]);
  });

  it("goes through the VPC gateway and the instance's own, not through another's", async () => {
    expect(await outcomes([vpcGateway, dedicatedGateway])).toEqual(["OK", "OK"]);
    expect(await outcomes([dedicatedGateway], { id: elsewhere })).toEqual(["Forbidden.KeyNotFound"]);
  });
});

describe("a dedicated gateway", () => {
  it("does not find keys of another instance", async () => {
    const service = await withKey({ id: elsewhere });
    expect(await businessOutcomes(service, service.KeyId, dedicatedGateway)).toEqual(
      new Set(["Forbidden.KeyNotFound"]),
    );
  });

  it("does not find keys outside instances, by whichever name", async () => {
    const service = await createService();
    const KeyId = await service.newKey();
    await service.call(createAlias, { KeyId, AliasName: "alias/a" });
    expect(await businessOutcomes(service, KeyId, dedicatedGateway)).toEqual(
      new Set(["Forbidden.KeyNotFound"]),
    );
    expect(await outcomeOf(service.call(generateDataKey, { KeyId: "alias/a" }, dedicatedGateway))).toBe(
      "Forbidden.KeyNotFound",
    );
  });
});
