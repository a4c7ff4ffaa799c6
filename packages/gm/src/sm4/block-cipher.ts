import { hexToBytes } from "@noble/ciphers/utils.js";

const sbox = new DataView(
  hexToBytes(
    "d690e9fecce13db716b614c228fb2c052b679a762abe04c3aa44132649860699" +
      "9c4250f491ef987a33540b43edcfac62e4b31ca9c908e89580df94fa758f3fa6" +
      "4707a7fcf37317ba83593c19e6854fa8686b81b27164da8bf8eb0f4b70569d35" +
      "1e240e5e6358d1a225227c3b01217887d40046579fd327524c3602e7a0c4c89e" +
      "eabf8ad240c738b5a3f7f2cef96115a1e0ae5da49b341a55ad933230f58cb1e3" +
      "1df6e22e8266ca60c02923ab0d534e6fd5db3745defd8e2f03ff6a726d6c5b51" +
      "8d1baf92bbddbc7f11d95c411f105ad80ac13188a5cd7bbd2d74d012b8e5b4b0" +
      "8969974a0c96777e65b9f109c56ec68418f07dec3adc4d2079ee5f3ed7cb3948",
  ).buffer,
);

const familyKey = [0xa3b1bac6, 0x56aa3350, 0x677d9197, 0xb27022dc] as const;

const rounds = 32;

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function substitute(value: number): number {
  return (
    (sbox.getUint8(value >>> 24) << 24) |
    (sbox.getUint8((value >>> 16) & 0xff) << 16) |
    (sbox.getUint8((value >>> 8) & 0xff) << 8) |
    sbox.getUint8(value & 0xff)
  );
}

/** CK of round `i`: the bytes 28i, 28i + 7, 28i + 14, 28i + 21, modulo 256. */
function roundConstant(i: number): number {
  const byte = (j: number): number => ((4 * i + j) * 7) & 0xff;
  return (byte(0) << 24) | (byte(1) << 16) | (byte(2) << 8) | byte(3);
}

/**
 * The key schedule of SM4 (GB/T 32907 7.3).
 *
 * @param key 16 bytes
 * @returns the 32 round keys: as secret as the key, so wipe them with `fill(0)`
 * @throws RangeError for a key of another length
 */
export function expandSm4Key(key: Uint8Array): Uint32Array {
  if (key.length !== 16) throw new RangeError("an SM4 key has 16 bytes");
  const view = new DataView(key.buffer, key.byteOffset, key.byteLength);
  let k0 = view.getUint32(0) ^ familyKey[0];
  let k1 = view.getUint32(4) ^ familyKey[1];
  let k2 = view.getUint32(8) ^ familyKey[2];
  let k3 = view.getUint32(12) ^ familyKey[3];
  const roundKeys = new Uint32Array(new ArrayBuffer(4 * rounds));
  for (let i = 0; i < rounds; i++) {
    const s = substitute(k1 ^ k2 ^ k3 ^ roundConstant(i));
    const next = k0 ^ s ^ rotateLeft(s, 13) ^ rotateLeft(s, 23);
    k0 = k1;
    k1 = k2;
    k2 = k3;
    k3 = next;
    roundKeys[i] = next;
  }
  return roundKeys;
}

/** Encrypts the 16 bytes of `block` in place (GB/T 32907 7.1). ECB decrypts with the round keys reversed; GCM never needs that. */
export function encryptSm4Block(roundKeys: Uint32Array, block: DataView): void {
  let x0 = block.getUint32(0);
  let x1 = block.getUint32(4);
  let x2 = block.getUint32(8);
  let x3 = block.getUint32(12);
  for (const roundKey of roundKeys) {
    const s = substitute(x1 ^ x2 ^ x3 ^ roundKey);
    const next = x0 ^ s ^ rotateLeft(s, 2) ^ rotateLeft(s, 10) ^ rotateLeft(s, 18) ^ rotateLeft(s, 24);
    x0 = x1;
    x1 = x2;
    x2 = x3;
    x3 = next;
  }
  block.setUint32(0, x3);
  block.setUint32(4, x2);
  block.setUint32(8, x1);
  block.setUint32(12, x0);
}
