/** Overwrites secrets with zeros. */
export function wipe(...secrets: readonly Uint8Array[]): void {
  for (const secret of secrets) secret.fill(0);
}

/**
 * Lends a secret to `work`, and wipes it when `work` has ended, however it ends: at once for a value, once settled for
 * a promise.
 *
 * @returns what `work` answers, a promise only where that is one
 */
export function wiping<B extends Uint8Array, T>(secret: B, work: (secret: B) => T): T {
  let pending = false;
  try {
    const answer = work(secret);
    if (!(answer instanceof Promise)) return answer;
    pending = true;
    return answer.finally(() => {
      wipe(secret);
    }) as T;
  } finally {
    if (!pending) wipe(secret);
  }
}
