import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto";
import {
  copySecret,
  decodeBase64Url,
  joinSecret,
  publicBytes,
  publicBytesOf,
  wipe,
  wiping,
} from "@keyferry/bytes";
import { receiptKeyOf, type ReceiptKeySpec, type ReceiptSigner } from "@keyferry/receipt/signing";

/** A signer, and what it leaves behind. */
export interface OpenedSigner {
  readonly signer: ReceiptSigner;
  /** Wipes the private key, as far as that can be done. */
  readonly close: () => void;
}

/** PKCS #8 of an Ed25519 key (RFC 8410 7), up to its 32 bytes. */
const pkcs8Head = publicBytesOf(
  ...[0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20],
);

/**
 * Opens a signer of receipts. Each signature is verified before it leaves: a sound one of Ed25519 and a faulty one over the same
 * bytes give the key away.
 *
 * @param privateKey 32 bytes: of Ed25519 any (RFC 8032 5.1.5), of SM2 its number d, big-endian. The caller wipes them
 */
export async function openSigner(spec: ReceiptKeySpec, privateKey: Uint8Array): Promise<OpenedSigner> {
  return spec === "Ed25519" ? openEd25519(privateKey) : openSm2(privateKey);
}

/** By OpenSSL, which keeps the key where no other code reads it. */
function openEd25519(seed: Uint8Array): OpenedSigner {
  const key = wiping(joinSecret(pkcs8Head, seed), (der) =>
    createPrivateKey({ key: Buffer.from(der.buffer), format: "der", type: "pkcs8" }),
  );
  const publicKey = createPublicKey(key);
  const { x = "" } = publicKey.export({ format: "jwk" });
  const bytes = decodeBase64Url(x) ?? publicBytes(0);
  return {
    signer: {
      key: receiptKeyOf("Ed25519", bytes),
      sign(input) {
        const signature = sign(null, input, key);
        return afterTrial(signature, verify(null, input, publicKey, signature));
      },
    },
    close: () => undefined,
  };
}

async function openSm2(scalar: Uint8Array): Promise<OpenedSigner> {
  const { signSm2, sm2MessageDigest, sm2PublicKeyOf, verifySm2 } = await import("@keyferry/gm");
  const own = copySecret(scalar);
  const point = sm2PublicKeyOf(own);
  return {
    signer: {
      key: receiptKeyOf("EC_SM2", point),
      sign(input) {
        const digest = sm2MessageDigest(point, input);
        const signature = signSm2(own, digest);
        return afterTrial(signature, verifySm2(point, digest, signature));
      },
    },
    close: () => {
      wipe(own);
    },
  };
}

function afterTrial(signature: Uint8Array, isRight: boolean): Uint8Array {
  if (isRight) return signature;
  wipe(signature);
  throw new Error("the signature of a receipt did not stand its trial, and was held back");
}

/** A new private key of a spec, 32 bytes, the caller's to wipe. */
export async function newPrivateKey(
  spec: ReceiptKeySpec,
  random: (length: number) => Uint8Array,
): Promise<Uint8Array> {
  return spec === "Ed25519" ? random(32) : (await import("@keyferry/gm")).generateSm2PrivateKey();
}
