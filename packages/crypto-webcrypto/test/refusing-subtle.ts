/** A SubtleCrypto that takes no key, and says more about it than anybody should learn. */
export const refusingSubtle: SubtleCrypto = new Proxy(globalThis.crypto.subtle, {
  get: (target, method: Exclude<keyof SubtleCrypto, symbol>) =>
    method === "importKey"
      ? () => Promise.reject(new DOMException("the secret is 42", "DataError"))
      : (target[method].bind(target) as unknown),
});
