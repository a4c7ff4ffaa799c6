import type { KeySpec } from "@keyferry/algorithms";
import type { BackendKey, Capabilities, CryptoBackend, KeyImporter } from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";

export const nothing = new Uint8Array(0);

/** A backend that answers its own name in place of any cryptography, and records what it was asked. */
export function named(
  name: string,
  capabilities: Partial<Capabilities>,
  options: { readonly importer?: boolean; readonly keyPairs?: boolean; readonly mac?: boolean } = {},
) {
  const calls: string[] = [];
  const answer = (call: string) => {
    calls.push(call);
    return new TextEncoder().encode(name);
  };
  const claim: Capabilities = {
    custody: "host",
    protectionLevel: "SOFTWARE",
    keySpecs: ["Aliyun_AES_256"],
    signatureAlgorithms: { digest: [], message: [] },
    encryptionAlgorithms: [],
    macAlgorithms: [],
    wrappingAlgorithms: ["RSAES_OAEP_SHA_256"],
    imports: { keySpecs: [], algorithms: [] },
    dataKeyLengths: { min: 1, max: 1024, multipleOf: 1 },
    ...capabilities,
  };
  const importer: KeyImporter = {
    importKey: () => ({ custody: claim.custody, material: answer("importKey") }),
  };
  const backend: CryptoBackend = {
    name,
    capabilities: [claim],
    createKey: () => ({ custody: claim.custody, material: answer("createKey") }),
    destroyKey: () => {
      answer("destroyKey");
    },
    random: () => answer("random"),
    encrypt: () => answer("encrypt"),
    decrypt: () => answer("decrypt"),
    generateDataKey: () => answer("generateDataKey"),
    rewrap: () => ({ exported: answer("rewrap"), inside: false }),
    rewrapForEach: (_, targets) => targets.map(() => ({ exported: answer("rewrapForEach"), inside: false })),
    reencrypt: () => answer("reencrypt"),
    close: () => {
      answer("close");
    },
    ...(options.importer === true && { importer }),
    ...(options.keyPairs === true && {
      keyPairs: { publicKey: () => answer("publicKey") },
      signer: { sign: () => answer("sign"), verify: () => answer("verify").length > 0 },
      asymmetricCipher: { encrypt: () => answer("encrypt"), decrypt: () => answer("decrypt") },
    }),
    ...(options.mac === true && {
      mac: { generate: () => answer("generate"), verify: () => answer("verify").length > 0 },
    }),
  };
  return { backend, calls };
}

/** The name in an answer. */
export const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
/** A key as the store keeps it. */
export const keyOf = (custody: string, spec: KeySpec = "Aliyun_AES_256"): BackendKey => ({
  owner: anOwner,
  custody,
  spec,
  versionId: "0".repeat(36),
  material: nothing,
});
/** A key that is to be made. */
export const newKey = (spec: KeySpec, protectionLevel: "SOFTWARE" | "HSM") => ({
  owner: anOwner,
  versionId: "0".repeat(36),
  spec,
  protectionLevel,
});
