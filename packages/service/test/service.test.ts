import { constants, generateKeyPairSync, privateDecrypt, randomBytes } from "node:crypto";
import { combineBackends, createSealer } from "@keyferry/crypto";
import { createNodeBackend } from "@keyferry/crypto-node";
import { createSoftwareBackend } from "@keyferry/crypto-software";
import {
  createKey,
  decrypt,
  describeRegions,
  exportDataKey,
  generateDataKeyWithoutPlaintext,
} from "@keyferry/protocol";
import { createCaller } from "@keyferry/sdk";
import { createService, type Service } from "@keyferry/service";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";
import { createInProcessTransport } from "@keyferry/transport";
import { describe, expect, it } from "vitest";

const root = { account: "1000000000000000", accessKeyId: "root", accessKeySecret: "secret" };

async function newService(): Promise<Service> {
  const rootKey = randomBytes(32);
  const sealer = createSealer(rootKey);
  return createService({
    store: createMemoryStore(),
    nonces: createMemoryNonceStore(),
    crypto: combineBackends([createNodeBackend({ sealer }), createSoftwareBackend({ sealer })]),
    sealer,
    root,
    region: "cn-hangzhou",
  });
}

/** A caller in the same process, by one of the gateways. */
function callerOf(service: Service, kind: "public" | "vpc") {
  const door = service.openGateway(service.hostsOf(kind));
  const { accessKeyId, accessKeySecret } = root;
  const transport = createInProcessTransport({ door });
  return createCaller({ transport, credentials: { accessKeyId, accessKeySecret } });
}

describe("a service without sockets", () => {
  it("exports a data key that its recipient opens", async () => {
    const caller = callerOf(await newService(), "vpc");
    const { KeyMetadata } = await caller.call(createKey, {});
    const { CiphertextBlob } = await caller.call(generateDataKeyWithoutPlaintext, {
      KeyId: KeyMetadata.KeyId,
    });
    const recipient = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const { ExportedDataKey } = await caller.call(exportDataKey, {
      CiphertextBlob,
      PublicKeyBlob: new Uint8Array(recipient.publicKey.export({ format: "der", type: "spki" })),
      WrappingKeySpec: "RSA_2048",
      WrappingAlgorithm: "RSAES_OAEP_SHA_256",
    });
    const opened = privateDecrypt(
      { key: recipient.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      ExportedDataKey,
    );
    const { Plaintext } = await caller.call(decrypt, { CiphertextBlob });
    expect(opened.toString("base64")).toBe(Plaintext);
  });

  it("tells whoever looks on of each request, and needs nobody who does", async () => {
    const service = await newService();
    const answered: unknown[] = [];
    const door = service.openGateway(service.hostsOf("public"), {
      onAnswered: ({ facts, status }) => answered.push([facts.operation?.name, status]),
    });
    const { accessKeyId, accessKeySecret } = root;
    const transport = createInProcessTransport({ door });
    const caller = createCaller({ transport, credentials: { accessKeyId, accessKeySecret } });
    await caller.call(describeRegions, {});
    expect(answered).toEqual([["DescribeRegions", 200]]);
    await expect(callerOf(service, "public").call(describeRegions, {})).resolves.toHaveProperty("Regions");
  });

  it("has a nonce used once, whichever of its gateways it comes through", async () => {
    const service = await newService();
    const [one, other] = (["public", "vpc"] as const).map((kind) =>
      service.openGateway(service.hostsOf(kind)),
    );
    const bodies: string[] = [];
    const caller = createCaller({
      transport: createInProcessTransport({
        door: {
          handle: async (request) => {
            await one?.handle(request);
            const again = await other?.handle(request);
            bodies.push(again?.body ?? "");
            return again ?? { status: 500, headers: {}, body: "" };
          },
        },
      }),
      credentials: { accessKeyId: root.accessKeyId, accessKeySecret: root.accessKeySecret },
    });
    await expect(caller.call(describeRegions, {})).rejects.toMatchObject({ code: "SignatureNonceUsed" });
    expect(bodies).toHaveLength(1);
  });

  it("answers nobody once it is closed", async () => {
    const service = await newService();
    service.close();
    await expect(callerOf(service, "public").call(describeRegions, {})).rejects.toThrow();
  });
});
