import { CryptoError, type BackendKey, type CryptoBackend } from "@keyferry/crypto";

/** A hardware module beside the host, over whose cryptography it is made: what it is told to forget, it has not. */
export interface ForgetfulModule {
  /** What puts the module beside the backends of the host. */
  readonly watch: (host: CryptoBackend) => CryptoBackend;
  /** How many keys it holds. */
  readonly count: () => number;
}

const custody = "module";

/** @param happens waited for before anything is forgotten */
export function forgetfulModule(happens: () => Promise<void> = () => Promise.resolve()): ForgetfulModule {
  const held = new Map<string, Uint8Array>();
  let made = 0;

  const keep = (material: Uint8Array) => {
    const reference = Uint8Array.of(++made);
    held.set(reference.join(), material);
    return { custody, material: reference };
  };
  /** The key as the host has it. */
  const inside = <K extends BackendKey>(key: K): K => {
    if (key.custody !== custody) return key;
    const material = held.get(key.material.join());
    if (material === undefined) throw new CryptoError("unavailable", "the module has no such key");
    return { ...key, custody: "host", material };
  };

  return {
    count: () => held.size,
    watch: ({ importer, ...host }) => {
      if (importer === undefined) throw new Error("there is no importer");
      return {
        ...host,
        capabilities: host.capabilities.flatMap((claim) => [
          claim,
          { ...claim, custody, protectionLevel: "HSM" },
        ]),
        importer: {
          async importKey(key, bytes) {
            const stored = await importer.importKey(key, bytes);
            return key.protectionLevel === "HSM" ? keep(stored.material) : stored;
          },
        },
        async createKey(key) {
          const stored = await host.createKey(key);
          return key.protectionLevel === "HSM" ? keep(stored.material) : stored;
        },
        async destroyKey(key) {
          await happens();
          if (key.custody === custody) held.delete(key.material.join());
          else await host.destroyKey(key);
        },
        encrypt: (target, text) => host.encrypt({ ...target, key: inside(target.key) }, text),
        decrypt: (source) => host.decrypt({ ...source, key: inside(source.key) }),
      };
    },
  };
}
