import { CryptoError, type CryptoBackend } from "@keyferry/crypto";
import { describe, expect, it } from "vitest";
import { importInto, newExternalKey } from "./imports.ts";
import { account, createService, outcomeOf, region } from "./service.ts";

const material = new Uint8Array(32).fill(7);
const unsupported = (): never => {
  throw new CryptoError("unsupported", "nobody does this");
};

describe("ImportKeyMaterial, where the caller is not to blame", () => {
  it("says so where what tells the material from other does not open", async () => {
    const service = await createService();
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    const { keys } = service.store.scoped({ account, region });
    const versionId = (await keys.read.byId(KeyId))?.primaryVersionId ?? "";
    const from = (await keys.read.byVersion(versionId))?.version;
    if (from?.fingerprint === undefined || from.fingerprint === null) throw new Error("it is not bound");
    const to = { ...from, fingerprint: from.fingerprint.map((byte) => byte ^ 1) };
    const states = { Enabled: "Enabled" } as const;
    await keys.write.changeMaterial(KeyId, { versionId, from, to, expiresAt: null, states });
    expect(await outcomeOf(importInto(service, KeyId, material))).toBe("InternalFailure");
  });

  it.each<[string, (crypto: CryptoBackend) => CryptoBackend]>([
    ["no backend unwraps", (crypto) => withUnwrap(crypto, unsupported)],
    ["no backend keeps", (crypto) => ({ ...crypto, importer: { importKey: unsupported } })],
  ])("says so where %s what is sound", async (_, watch) => {
    const service = await createService({ watch });
    const outcome = await outcomeOf(importInto(service, await newExternalKey(service), material));
    expect(outcome).toBe("UnsupportedOperation");
  });

  it("wipes what tells material from other, once it is sealed or compared", async () => {
    const seen: Uint8Array[] = [];
    const service = await createService({
      watchSealer: (sealer) => ({
        seal(label, digest) {
          if (label.kind === "material fingerprint") seen.push(digest);
          return sealer.seal(label, digest);
        },
        open(label, sealed) {
          const opened = sealer.open(label, sealed);
          if (label.kind === "material fingerprint") seen.push(opened);
          return opened;
        },
      }),
    });
    const KeyId = await newExternalKey(service);
    await importInto(service, KeyId, material);
    await importInto(service, KeyId, material);
    expect(seen.map((bytes) => bytes.length)).toEqual([32, 32]);
    for (const bytes of seen) expect(bytes.every((byte) => byte === 0)).toBe(true);
  });
});

function withUnwrap(
  { unwrapper, ...others }: CryptoBackend,
  unwrap: NonNullable<CryptoBackend["unwrapper"]>["unwrap"],
): CryptoBackend {
  if (unwrapper === undefined) throw new Error("there is no unwrapper");
  return { ...others, unwrapper: { ...unwrapper, unwrap } };
}
