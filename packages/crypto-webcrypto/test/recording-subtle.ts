/** One call of SubtleCrypto, with what it answered. */
export interface RecordedCall {
  readonly method: string;
  readonly args: readonly unknown[];
  readonly answer: unknown;
}

/** The platform's SubtleCrypto, and every call of it that has been answered: its byte arrays are the caller's own. */
export function recordingSubtle(): {
  readonly subtle: SubtleCrypto;
  /** Whoever empties it begins anew. */
  readonly calls: RecordedCall[];
} {
  const calls: RecordedCall[] = [];
  const subtle = new Proxy(globalThis.crypto.subtle, {
    get(target, method: Exclude<keyof SubtleCrypto, symbol>) {
      const call = target[method].bind(target) as (...args: readonly unknown[]) => Promise<unknown>;
      return async (...args: readonly unknown[]) => {
        const answer = await call(...args);
        calls.push({ method, args, answer });
        return answer;
      };
    },
  });
  return { subtle, calls };
}

/** Every secret that went into SubtleCrypto or came out of it, as the memory that it was in. */
export function secretsOf(calls: readonly RecordedCall[]): readonly Uint8Array[] {
  return calls.flatMap(({ method, args, answer }) => {
    const [first, second, third] = args;
    switch (method) {
      case "importKey":
        return first === "spki" ? [] : [second as Uint8Array];
      case "exportKey":
        return first === "spki" ? [] : [new Uint8Array(answer as ArrayBuffer)];
      case "encrypt":
        return [third as Uint8Array];
      case "decrypt":
        return [new Uint8Array(answer as ArrayBuffer)];
      default:
        return [];
    }
  });
}
