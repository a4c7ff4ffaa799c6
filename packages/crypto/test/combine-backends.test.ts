import type { KeySpec, WrappingAlgorithm } from "@keyferry/algorithms";
import { combineBackends, type CryptoBackend, parseRecipientKey } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { rsa2048PublicKey } from "../src/conformance/vectors/fixed-keys.ts";
import { keyOf, named, newKey, nothing, text } from "./named-backend.ts";

const recipient = parseRecipientKey(rsa2048PublicKey, "RSA_2048");
const binding = new Uint8Array(69);

const node = named("node", {});
const software = named(
  "software",
  { keySpecs: ["Aliyun_AES_256", "Aliyun_SM4"], wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"] },
  { importer: true },
);
const token = named("token", {
  custody: "token",
  protectionLevel: "HSM",
  dataKeyLengths: { min: 8, max: 256, multipleOf: 8 },
});
const all = combineBackends([node.backend, software.backend, token.backend]);

describe("combined backends", () => {
  it("are named after their parts", () => {
    expect(all.name).toBe("node+software+token");
  });

  it("claim, per custody, what any part claims", () => {
    expect(all.capabilities).toEqual([
      {
        custody: "host",
        protectionLevel: "SOFTWARE",
        keySpecs: ["Aliyun_AES_256", "Aliyun_SM4"],
        signatureAlgorithms: { digest: [], message: [] },
        encryptionAlgorithms: [],
        macAlgorithms: [],
        wrappingAlgorithms: ["RSAES_OAEP_SHA_256", "SM2PKE"],
        imports: { keySpecs: [], algorithms: [] },
        dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
      },
      token.backend.capabilities[0],
    ]);
  });

  it("claim, per custody, only the data key lengths that all parts can do", () => {
    const narrow = named("narrow", { dataKeyLengths: { min: 6, max: 2048, multipleOf: 6 } });
    const odd = named("odd", { dataKeyLengths: { min: 4, max: 512, multipleOf: 4 } });
    expect(combineBackends([narrow.backend, odd.backend]).capabilities).toMatchObject([
      { dataKeyLengths: { min: 6, max: 512, multipleOf: 12 } },
    ]);
  });

  it("give a call to the first part of the key's custody with its spec", async () => {
    expect(text(await all.encrypt({ key: keyOf("host"), binding }, nothing))).toBe("node");
    expect(text(await all.encrypt({ key: keyOf("host", "Aliyun_SM4"), binding }, nothing))).toBe("software");
    expect(text(await all.decrypt({ key: keyOf("token"), binding, body: nothing }))).toBe("token");
    expect(text(await all.generateDataKey({ key: keyOf("token"), binding }, 32))).toBe("token");
    expect(text(await all.random(8))).toBe("node");
  });

  it.each<[string, WrappingAlgorithm, KeySpec, string]>([
    ["host", "RSAES_OAEP_SHA_256", "Aliyun_AES_256", "node"],
    ["host", "SM2PKE", "Aliyun_AES_256", "software"],
    ["host", "RSAES_OAEP_SHA_256", "Aliyun_SM4", "software"],
    ["token", "RSAES_OAEP_SHA_256", "Aliyun_AES_256", "token"],
  ])("rewrap in the custody of %s with %s from %s by %s", async (custody, algorithm, spec, expected) => {
    const source = { key: keyOf(custody, spec), binding, body: nothing };
    const { exported } = await all.rewrap(source, recipient, algorithm);
    expect(text(exported)).toBe(expected);
  });

  it("have a data key that comes to the host wrapped by the first that wraps there, and wipe it", async () => {
    const seen: Uint8Array[] = [];
    const wrappedBy = (name: string): Partial<CryptoBackend> => ({
      wrapper: {
        wrap(_recipient, dataKey) {
          expect(dataKey).toEqual(Uint8Array.of(1, 2, 3));
          seen.push(dataKey);
          return new TextEncoder().encode(name);
        },
      },
    });
    const base64 = new TextEncoder().encode("AQID");
    seen.push(base64);
    const first = { ...node.backend, ...wrappedBy("first") };
    const second = { ...software.backend, ...wrappedBy("second"), decrypt: () => base64 };
    const source = { key: keyOf("host", "Aliyun_SM4"), binding, body: nothing };
    const both = combineBackends([first, second]);
    const { exported, inside } = await both.rewrap(source, recipient, "RSAES_OAEP_SHA_256");
    expect({ by: text(exported), inside }).toEqual({ by: "first", inside: false });
    expect(seen).toHaveLength(2);
    for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });

  it("have a data key that comes to the host opened once for several recipients, and a module serve its own", async () => {
    const served: string[] = [];
    const wrappedBy = (name: string): Partial<CryptoBackend> => ({
      wrapper: {
        wrap(_recipient, dataKey, algorithm) {
          served.push(`${name} ${String(dataKey)} ${algorithm}`);
          return nothing;
        },
      },
    });
    let opened = 0;
    const decrypt = () => {
      opened += 1;
      return new TextEncoder().encode("AQID");
    };
    const first = { ...node.backend, ...wrappedBy("first"), decrypt };
    const second = { ...software.backend, ...wrappedBy("second"), decrypt };
    const both = combineBackends([first, second, token.backend]);
    const targets = (["SM2PKE", "RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const).map((algorithm) => ({
      recipient,
      algorithm,
    }));
    const outcomes = await both.rewrapForEach({ key: keyOf("host"), binding, body: nothing }, targets);
    expect(outcomes).toMatchObject([
      { exported: nothing, inside: false },
      { exported: nothing, inside: false },
      { reason: "unsupported" },
    ]);
    expect(served).toEqual(["second 1,2,3 SM2PKE", "first 1,2,3 RSAES_OAEP_SHA_256"]);
    expect(opened).toBe(1);
    token.calls.length = 0;
    expect(await both.rewrapForEach({ key: keyOf("token"), binding, body: nothing }, targets)).toHaveLength(
      3,
    );
    expect(new Set(token.calls)).toEqual(new Set(["rewrapForEach"]));
  });

  it("refuse what no part of the custody can do, though another could", () => {
    const unsupported = expect.objectContaining({ reason: "unsupported" }) as Error;
    const source = { key: keyOf("token"), binding, body: nothing };
    expect(() => all.rewrap(source, recipient, "SM2PKE")).toThrow(unsupported);
    expect(() => all.encrypt({ key: keyOf("token", "Aliyun_SM4"), binding }, nothing)).toThrow(unsupported);
    expect(() => all.reencrypt(source, { key: keyOf("host"), binding })).toThrow(unsupported);
    expect(() => combineBackends([node.backend]).createKey(newKey("Aliyun_SM4", "SOFTWARE"))).toThrow(
      unsupported,
    );
  });

  it("say that a custody is unavailable where none has it", async () => {
    const unavailable = expect.objectContaining({ reason: "unavailable" }) as Error;
    const source = { key: keyOf("lost token"), binding, body: nothing };
    expect(() => all.decrypt(source)).toThrow(unavailable);
    expect(() => all.rewrap(source, recipient, "SM2PKE")).toThrow(unavailable);
    expect(() => all.reencrypt({ ...source, key: keyOf("host") }, source)).toThrow(unavailable);
    await expect(async () => all.destroyKey(source.key)).rejects.toThrow(unavailable);
  });

  it("re-encrypt by a part that has both specs", async () => {
    const source = { key: keyOf("host"), binding, body: nothing };
    expect(text(await all.reencrypt(source, { key: keyOf("host"), binding }))).toBe("node");
    expect(text(await all.reencrypt(source, { key: keyOf("host", "Aliyun_SM4"), binding }))).toBe("software");
  });

  it("make keys where spec and protection level fit, otherwise where the spec does", async () => {
    const makerOf = async (spec: KeySpec, level: "SOFTWARE" | "HSM") =>
      text((await all.createKey(newKey(spec, level))).material);
    expect(await makerOf("Aliyun_AES_256", "SOFTWARE")).toBe("node");
    expect(await makerOf("Aliyun_AES_256", "HSM")).toBe("token");
    expect(await makerOf("Aliyun_SM4", "HSM")).toBe("software");
  });

  it("import keys where a part can, and only then", async () => {
    const stored = await all.importer?.importKey(newKey("Aliyun_AES_256", "SOFTWARE"), nothing);
    expect(stored === undefined ? "" : text(stored.material)).toBe("software");
    expect(combineBackends([node.backend]).importer).toBeUndefined();
  });

  it("destroy a key in every part that may have cached it", async () => {
    const [one, two, other] = [named("one", {}), named("two", {}), named("other", { custody: "token" })];
    await combineBackends([one.backend, two.backend, other.backend]).destroyKey(keyOf("host"));
    expect([one.calls, two.calls, other.calls]).toEqual([["destroyKey"], ["destroyKey"], []]);
  });

  it("close every part, also when one fails", async () => {
    const [one, two] = [named("one", {}), named("two", {})];
    const failing = { ...one.backend, close: () => Promise.reject(new Error("stuck")) };
    await expect(async () => combineBackends([failing, two.backend]).close()).rejects.toThrow(
      expect.objectContaining({ reason: "unavailable" }),
    );
    expect(two.calls).toEqual(["close"]);
  });

  it("need at least one", () => {
    expect(() => combineBackends([])).toThrow(RangeError);
  });
});
