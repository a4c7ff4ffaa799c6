import type { EcCurve } from "@keyferry/algorithms";

/** Whether (x, y), both in the range 0 to p-1, satisfies the curve's equation. For public values: not constant time. */
export function isOnCurve({ p, a, b }: EcCurve, x: bigint, y: bigint): boolean {
  return (y * y - (x * x * x + a * x + b)) % p === 0n;
}
