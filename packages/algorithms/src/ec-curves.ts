import type { EcKeySpec } from "./key-specs.ts";

/**
 * A curve y^2 = x^3 + ax + b over the field of p elements, with the base point (gx, gy) of prime order n
 * and cofactor 1.
 */
export interface EcCurve {
  /** Name, for messages. */
  readonly name: string;
  /** The object identifier: numbers with dots between them. */
  readonly oid: string;
  /** The bytes of a coordinate and of a scalar. */
  readonly coordinateLength: number;
  readonly p: bigint;
  readonly a: bigint;
  readonly b: bigint;
  readonly n: bigint;
  readonly gx: bigint;
  readonly gy: bigint;
  /** The largest private scalar: n-1, but n-2 for SM2, which divides by 1 + d (GB/T 32918.1 6.1). */
  readonly maxScalar: bigint;
}

/** The recommended curve of SM2 (GB/T 32918.5). */
export const sm2Curve = {
  name: "SM2",
  oid: "1.2.156.10197.1.301",
  coordinateLength: 32,
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  maxScalar: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54121n,
} as const satisfies EcCurve;

/** The curves of the key specs: P-256 (SP 800-186 3.2.1.3), secp256k1 (SEC 2 2.4.1) and that of SM2. */
export const ecCurves = {
  EC_P256: {
    name: "P-256",
    oid: "1.2.840.10045.3.1.7",
    coordinateLength: 32,
    p: 0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    a: 0xffffffff00000001000000000000000000000000fffffffffffffffffffffffcn,
    b: 0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604bn,
    n: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    gx: 0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    gy: 0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    maxScalar: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550n,
  },
  EC_P256K: {
    name: "secp256k1",
    oid: "1.3.132.0.10",
    coordinateLength: 32,
    p: 0xfffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2fn,
    a: 0n,
    b: 7n,
    n: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    gx: 0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
    gy: 0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    maxScalar: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364140n,
  },
  EC_SM2: sm2Curve,
} as const satisfies Record<EcKeySpec, EcCurve>;
