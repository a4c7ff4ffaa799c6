import type { KeySpec, RsaKeySpec, SignatureAlgorithm } from "@keyferry/algorithms";
import {
  type BackendKey,
  bindingOf,
  bytesOfBase64Text,
  type CryptoBackend,
  type DataKeyReceiver,
  parseRecipientKey,
  parseRecipientPrivateKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { describe, expect, it } from "vitest";

/** The backend and the receiver of one library. */
export interface Library {
  readonly name: string;
  readonly backend: CryptoBackend;
  readonly receiver: DataKeyReceiver;
}

/** What of RSA key pairs two libraries both have. */
export interface SharedRsa {
  readonly specs: readonly RsaKeySpec[];
  /** Over messages. */
  readonly signatureAlgorithms: readonly SignatureAlgorithm[];
}

const versionId = "0d3a1f9e-2f0c-4b57-9d0e-6a4f6f0c7a11";
const binding = bindingOf(versionId, [["tenant", "a"]]);
const oaepAlgorithms = ["RSAES_OAEP_SHA_256", "RSAES_OAEP_SHA_1"] as const;
const digest = new Uint8Array(32).fill(0x77);

async function makeKey(backend: CryptoBackend, spec: KeySpec): Promise<BackendKey> {
  const newKey = { owner: anOwner, versionId, spec, protectionLevel: "SOFTWARE" } as const;
  return { ...newKey, ...(await backend.createKey(newKey)) };
}

function keyPairsOf({ keyPairs, asymmetricCipher }: CryptoBackend) {
  if (!keyPairs || !asymmetricCipher) throw new Error("the backend has no key pairs");
  return { keyPairs, asymmetricCipher };
}

function signerOf({ signer }: CryptoBackend) {
  if (!signer) throw new Error("the backend signs nothing");
  return signer;
}

/** Tests that two libraries whose backends have the same sealer can stand for one another, in both directions. */
export function testInterchange(one: Library, other: Library, rsa: SharedRsa): void {
  describe.each([
    { from: one, to: other },
    { from: other, to: one },
  ])("from $from.name to $to.name", ({ from, to }) => {
    it("a symmetric key of the one opens in the other, as both have the same sealer", async () => {
      const key = await makeKey(from.backend, "Aliyun_AES_256");
      const body = await from.backend.generateDataKey({ key, binding }, 48);
      const dataKey = await from.backend.decrypt({ key, binding, body });
      expect(await to.backend.decrypt({ key, binding, body })).toEqual(dataKey);
    });

    it.each(oaepAlgorithms)(
      "%s: a data key exported by the one is opened by the other, with a key pair of either",
      async (algorithm) => {
        const key = await makeKey(from.backend, "Aliyun_AES_256");
        const body = await from.backend.generateDataKey({ key, binding }, 32);
        const dataKey = bytesOfBase64Text(await from.backend.decrypt({ key, binding, body }));
        for (const maker of [from.receiver, to.receiver]) {
          const pair = await maker.generateRecipientKeyPair("RSA_2048");
          const recipient = parseRecipientKey(pair.publicKey, "RSA_2048");
          const privateKey = parseRecipientPrivateKey(pair.privateKey, "RSA_2048");
          const { exported, inside } = await from.backend.rewrap(
            { key, binding, body },
            recipient,
            algorithm,
          );
          expect(inside).toBe(false);
          const opened = await to.receiver.openExportedDataKey(privateKey, exported, algorithm);
          expect(opened.bytes).toEqual(dataKey);
        }
      },
    );

    const macs = from.backend.capabilities.flatMap(({ macAlgorithms }) => macAlgorithms);
    it.each(macs)("%s: a code of the one is true in the other, where it has that", async (algorithm) => {
      const key = await makeKey(from.backend, algorithm);
      const code = await from.backend.mac?.generate(key, algorithm, digest);
      if (code === undefined) throw new Error("the backend has claimed codes that it does not make");
      const there = to.backend.capabilities.some((claim) => claim.macAlgorithms.includes(algorithm));
      const verifying = async () => to.backend.mac?.verify(key, algorithm, digest, code);
      if (there) expect(await verifying()).toBe(true);
      else await expect(verifying()).rejects.toMatchObject({ reason: "unsupported" });
    });

    it.each(rsa.specs)("a key pair of %s that the one made works in the other", async (spec) => {
      const key = await makeKey(from.backend, spec);
      const [maker, user] = [keyPairsOf(from.backend), keyPairsOf(to.backend)];
      expect(await user.keyPairs.publicKey(key)).toEqual(await maker.keyPairs.publicKey(key));
      for (const algorithm of oaepAlgorithms) {
        const theirs = await user.asymmetricCipher.encrypt(key, algorithm, digest);
        expect(await maker.asymmetricCipher.decrypt(key, algorithm, theirs)).toEqual(digest);
        const ours = await maker.asymmetricCipher.encrypt(key, algorithm, digest);
        expect(await user.asymmetricCipher.decrypt(key, algorithm, ours)).toEqual(digest);
      }
      for (const algorithm of rsa.signatureAlgorithms) {
        const signature = await signerOf(from.backend).sign(key, algorithm, { message: digest });
        expect(await signerOf(to.backend).verify(key, algorithm, { message: digest }, signature)).toBe(true);
      }
    });
  });
}
