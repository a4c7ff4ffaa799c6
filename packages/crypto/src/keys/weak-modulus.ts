function oddPrimesBelow(limit: number): readonly bigint[] {
  const primes: number[] = [];
  for (let candidate = 3; candidate < limit; candidate += 2) {
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  }
  return primes.map(BigInt);
}

const smallPrimes = oddPrimesBelow(752);
const smallPrimesProduct = smallPrimes.reduce((product, prime) => product * prime, 1n);

/** The smallest odd prime factor below 752 of a positive number (the bound of SP 800-89 5.3.3), if it has one. */
export function smallestFactorBelow752(number: bigint): bigint | undefined {
  // One division of the long number; the rest works on a remainder of half its length.
  const remainder = number % smallPrimesProduct;
  return smallPrimes.find((prime) => remainder % prime === 0n);
}

/** Whether an odd positive number is the square of an integer. */
export function isPerfectSquare(number: bigint): boolean {
  // Every odd square leaves 1 when divided by 8, which spares three numbers of four the root.
  if (number % 8n !== 1n) return false;
  let root = 1n << BigInt(number.toString(16).length * 2);
  for (;;) {
    const next = (root + number / root) >> 1n;
    if (next >= root) return root * root === number;
    root = next;
  }
}
