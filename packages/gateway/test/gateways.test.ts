import {
  encodeBase64,
  operations,
  type GatewayKind,
  type Operation,
  type OperationName,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { recipients } from "./recipients.ts";
import { bytes, type Parameters } from "./requests.ts";
import {
  account,
  anInstance,
  createService,
  elsewhere,
  here,
  outcomeIn,
  refusalIn,
  region,
  type Service,
} from "./service.ts";

const everyOperation = Object.keys(operations).map((name): Operation => operations[name as OperationName]);

let service: Service;
/** A key outside instances, one of the open instance, and one of another instance of the same region. */
let keys: Readonly<Record<"free" | "own" | "foreign", string>>;
const third = `kst-${"c".repeat(21)}`;

beforeEach(async () => {
  service = await createService();
  const home = service.store.scoped({ account, region });
  await home.instances.write.create(anInstance(third));
  keys = {
    free: await service.newKey(),
    own: await service.newKey({ DKMSInstanceId: here }),
    foreign: await service.newKey({ DKMSInstanceId: third }),
  };
});

/** The outcome of every operation that uses key material, ReEncrypt apart, on one key. */
async function businessOutcomes(KeyId: string, kind: GatewayKind): Promise<readonly string[]> {
  const CiphertextBlob = await service.blobOf(KeyId);
  const { fields } = recipients.SM2PKE;
  const requests: readonly (readonly [OperationName, Parameters])[] = [
    ["Encrypt", { KeyId, Plaintext: encodeBase64(bytes("a")) }],
    ["Decrypt", { CiphertextBlob }],
    ["GenerateDataKey", { KeyId }],
    ["GenerateDataKeyWithoutPlaintext", { KeyId }],
    ["ExportDataKey", { CiphertextBlob, ...fields }],
    ["GenerateAndExportDataKey", { KeyId, ...fields }],
  ];
  const outcomes = new Set<string>();
  for (const [action, parameters] of requests) {
    outcomes.add(outcomeIn(await service.send(action, parameters, { kind })));
  }
  return [...outcomes];
}

async function reEncryptOutcome(from: string, to: string, kind: GatewayKind): Promise<string> {
  const parameters = { CiphertextBlob: await service.blobOf(from), DestinationKeyId: to };
  return outcomeIn(await service.send("ReEncrypt", parameters, { kind }));
}

describe("the public gateway", () => {
  it("lets keys outside instances be used", async () => {
    expect(await businessOutcomes(keys.free, "public")).toEqual(["OK"]);
    expect(await reEncryptOutcome(keys.free, keys.free, "public")).toBe("OK");
  });

  it("refuses to use an instance's keys, and says why", async () => {
    expect(await businessOutcomes(keys.own, "public")).toEqual(["Forbidden.NoPermission"]);
    expect(await reEncryptOutcome(keys.own, keys.free, "public")).toBe("Forbidden.NoPermission");
    expect(await reEncryptOutcome(keys.free, keys.own, "public")).toBe("Forbidden.NoPermission");
    const response = await service.send("GenerateDataKey", { KeyId: keys.own });
    expect(response.status).toBe(403);
    expect(refusalIn(response).message).toContain(`public access of instance ${here} is off`);
  });

  it("lets an instance's keys be managed", async () => {
    const KeyId = keys.own;
    for (const [action, parameters] of [
      ["DescribeKey", {}],
      ["DisableKey", {}],
      ["EnableKey", {}],
      ["CreateAlias", { AliasName: "alias/a" }],
      ["DeleteAlias", { AliasName: "alias/a" }],
      ["ScheduleKeyDeletion", { PendingWindowInDays: "7" }],
      ["CancelKeyDeletion", {}],
    ] as const) {
      expect(outcomeIn(await service.send(action, { KeyId, ...parameters }))).toBe("OK");
    }
  });
});

describe("the VPC gateway", () => {
  it("lets every key be used, and managed", async () => {
    for (const KeyId of Object.values(keys)) {
      expect(await businessOutcomes(KeyId, "vpc")).toEqual(["OK"]);
      expect(await reEncryptOutcome(KeyId, keys.free, "vpc")).toBe("OK");
      expect(outcomeIn(await service.send("DescribeKey", { KeyId }, { kind: "vpc" }))).toBe("OK");
    }
  });
});

describe("a dedicated gateway", () => {
  it("lets its instance's keys be used", async () => {
    expect(await businessOutcomes(keys.own, "dedicated")).toEqual(["OK"]);
  });

  it("does not find other keys: of another instance, of none, of another region", async () => {
    expect(await businessOutcomes(keys.foreign, "dedicated")).toEqual(["Forbidden.KeyNotFound"]);
    expect(await businessOutcomes(keys.free, "dedicated")).toEqual(["Forbidden.KeyNotFound"]);
    const host = `${elsewhere}.cryptoservice.kms.aliyuncs.com`;
    const response = await service.send("GenerateDataKey", { KeyId: keys.own }, { kind: "dedicated", host });
    expect(response.status).toBe(404);
    expect(refusalIn(response).code).toBe("Forbidden.KeyNotFound");
  });

  it("does not offer ReEncrypt", async () => {
    expect(await reEncryptOutcome(keys.own, keys.own, "dedicated")).toBe("UnsupportedOperation");
  });

  it.each(everyOperation.filter(({ plane }) => plane === "management"))(
    "offers $name no more than its definition says",
    async ({ name, gateways }) => {
      const response = await service.send(name, {}, { kind: "dedicated" });
      if (gateways.includes("dedicated")) {
        expect(outcomeIn(response)).not.toBe("UnsupportedOperation");
      } else {
        expect(response.status).toBe(400);
        expect(refusalIn(response).code).toBe("UnsupportedOperation");
        expect(refusalIn(response).message).toContain("dedicated gateway");
      }
    },
  );

  it("offers no management of keys", async () => {
    for (const action of [
      "CreateKey",
      "ListKeys",
      "DescribeKey",
      "DisableKey",
      "CreateAlias",
      "DescribeRegions",
    ]) {
      const response = await service.send(action, { KeyId: keys.own }, { kind: "dedicated" });
      expect(outcomeIn(response)).toBe("UnsupportedOperation");
    }
  });

  it("says so only to those who have signed", async () => {
    const response = await service.send("CreateKey", { Signature: "wrong" }, { kind: "dedicated" });
    expect(outcomeIn(response)).toBe("SignatureDoesNotMatch");
  });
});
