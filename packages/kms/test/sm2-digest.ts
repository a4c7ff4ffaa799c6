import { createHash, createPublicKey } from "node:crypto";

// GB/T 32918.5: a, b, x and y of the generator.
const curve = Buffer.from(
  "fffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffc" +
    "28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93" +
    "32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7" +
    "bc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0",
  "hex",
);
const user = Buffer.from("1234567812345678");

/** What a caller has SM2DSA sign of a message: SM3(Z_A || M) (GB/T 32918.2 5.5), for the default user. */
export function sm2Digest(publicKey: string, message: Uint8Array): Uint8Array {
  const spki = createPublicKey(publicKey).export({ type: "spki", format: "der" });
  const bitLength = Buffer.of(0, user.length * 8);
  const z = sm3(bitLength, user, curve, spki.subarray(-64));
  return new Uint8Array(sm3(z, message));
}

function sm3(...parts: readonly Uint8Array[]): Buffer {
  const hash = createHash("sm3");
  for (const part of parts) hash.update(part);
  return hash.digest();
}
