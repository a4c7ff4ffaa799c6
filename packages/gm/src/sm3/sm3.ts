import { HashMD } from "@noble/hashes/_md.js";
import { createHasher } from "@noble/hashes/utils.js";

const blockLength = 64;
const digestLength = 32;
const lengthFieldLength = 8;

const initialState = [
  0x7380166f, 0x4914b2b9, 0x172442d7, 0xda8a0600, 0xa96f30bc, 0x163138aa, 0xe38dee4d, 0xb0fb0e4e,
] as const;

/** The expanded words W[0] to W[67] of the block at hand. One for all, since hashing never yields; wiped after use. */
const schedule = new DataView(new ArrayBuffer(68 * 4));

const word = (index: number): number => schedule.getUint32(index * 4);

function rotateLeft(value: number, bits: number): number {
  return (value << bits) | (value >>> (32 - bits));
}

function permute0(x: number): number {
  return x ^ rotateLeft(x, 9) ^ rotateLeft(x, 17);
}

function permute1(x: number): number {
  return x ^ rotateLeft(x, 15) ^ rotateLeft(x, 23);
}

function expand(block: DataView, offset: number): void {
  for (let j = 0; j < 16; j++) schedule.setUint32(j * 4, block.getUint32(offset + j * 4));
  for (let j = 16; j < 68; j++) {
    const mixed = permute1(word(j - 16) ^ word(j - 9) ^ rotateLeft(word(j - 3), 15));
    schedule.setUint32(j * 4, mixed ^ rotateLeft(word(j - 13), 7) ^ word(j - 6));
  }
}

/** SM3's compression function in the Merkle-Damgård frame of @noble/hashes, which pads, counts and buffers. */
class Sm3State extends HashMD<Sm3State> {
  #a: number;
  #b: number;
  #c: number;
  #d: number;
  #e: number;
  #f: number;
  #g: number;
  #h: number;

  constructor() {
    super(blockLength, digestLength, lengthFieldLength, false);
    [this.#a, this.#b, this.#c, this.#d, this.#e, this.#f, this.#g, this.#h] = initialState;
  }

  protected get(): number[] {
    return [this.#a, this.#b, this.#c, this.#d, this.#e, this.#f, this.#g, this.#h];
  }

  protected set(...words: [number, number, number, number, number, number, number, number]): void {
    [this.#a, this.#b, this.#c, this.#d, this.#e, this.#f, this.#g, this.#h] = words;
  }

  protected process(block: DataView, offset: number): void {
    expand(block, offset);
    let a = this.#a;
    let b = this.#b;
    let c = this.#c;
    let d = this.#d;
    let e = this.#e;
    let f = this.#f;
    let g = this.#g;
    let h = this.#h;
    for (let j = 0; j < 64; j++) {
      const early = j < 16;
      const constant = early ? 0x79cc4519 : 0x7a879d8a;
      const a12 = rotateLeft(a, 12);
      const ss1 = rotateLeft((a12 + e + rotateLeft(constant, j % 32)) | 0, 7);
      const ss2 = ss1 ^ a12;
      const ff = early ? a ^ b ^ c : (a & b) | (a & c) | (b & c);
      const gg = early ? e ^ f ^ g : (e & f) | (~e & g);
      const tt1 = (ff + d + ss2 + (word(j) ^ word(j + 4))) | 0;
      const tt2 = (gg + h + ss1 + word(j)) | 0;
      d = c;
      c = rotateLeft(b, 9);
      b = a;
      a = tt1;
      h = g;
      g = rotateLeft(f, 19);
      f = e;
      e = permute0(tt2);
    }
    this.#a ^= a;
    this.#b ^= b;
    this.#c ^= c;
    this.#d ^= d;
    this.#e ^= e;
    this.#f ^= f;
    this.#g ^= g;
    this.#h ^= h;
  }

  protected roundClean(): void {
    new Uint8Array(schedule.buffer).fill(0);
  }

  destroy(): void {
    this.destroyed = true;
    this.set(0, 0, 0, 0, 0, 0, 0, 0);
    this.buffer.fill(0);
  }

  _cloneInto(to: Sm3State = new Sm3State()): Sm3State {
    to.set(this.#a, this.#b, this.#c, this.#d, this.#e, this.#f, this.#g, this.#h);
    return this._cloneIntoMeta(to);
  }
}

/**
 * The hash function SM3 (GB/T 32905): 32 bytes of digest.
 *
 * `sm3(message)` hashes at once; `sm3.create()` answers a hash in the form of @noble/hashes, with `update`, `digest`,
 * `clone` and `destroy`.
 */
export const sm3 = /* @__PURE__ */ createHasher(() => new Sm3State());
