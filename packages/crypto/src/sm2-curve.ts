/**
 * The recommended curve of SM2 (GB/T 32918.5): y^2 = x^3 + ax + b over the field of p elements, with the base point
 * (gx, gy) of prime order n and cofactor 1.
 */
export const sm2Curve = {
  /** Object identifier 1.2.156.10197.1.301, as the contents of its DER element. */
  oid: Uint8Array.of(0x2a, 0x81, 0x1c, 0xcf, 0x55, 0x01, 0x82, 0x2d),
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
} as const;

/** Whether (x, y), both in the range 0 to p-1, satisfies the curve's equation. For public values: not constant time. */
export function isOnSm2Curve(x: bigint, y: bigint): boolean {
  const { p, a, b } = sm2Curve;
  return (y * y - (x * x * x + a * x + b)) % p === 0n;
}
