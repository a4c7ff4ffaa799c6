/** A secret with every bit turned: whoever looks for the secret does not find this. */
export function turned(secret: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(new ArrayBuffer(secret.length));
  secret.forEach((byte, at) => {
    bytes[at] = byte ^ 0xff;
  });
  return bytes;
}

/**
 * The other side of `leftInMemory`, in the program that it runs: does `work` with the order, and reports the secrets that
 * it made. The process stays until it is ended.
 *
 * @param work answers the secrets as {@link turned} gives them, and has wiped the secrets themselves
 */
export function reportSecrets(
  work: (order: never) => readonly Uint8Array[] | Promise<readonly Uint8Array[]>,
): void {
  process.once("message", ([order]: [never]) => {
    void (async () => {
      process.send?.(await work(order));
    })();
  });
  process.on("disconnect", () => process.exit());
}
