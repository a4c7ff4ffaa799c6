import { generateKeyPairSync } from "node:crypto";
import {
  type EncryptionAlgorithm,
  isRsaKeySpec,
  type KeySpec,
  keySpecs,
  type MacAlgorithm,
  namesOf,
  type SignatureAlgorithm,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import {
  type BackendFault,
  type BackendKey,
  bindingOf,
  type BodyTarget,
  type BoundBody,
  createHostBackend,
  createSealer,
  type CryptoBackend,
  type HostPrimitives,
  parseRecipientKey,
} from "@keyferry/crypto";
import { anOwner } from "@keyferry/crypto/conformance";
import { wrapMaterial } from "./wrap-material.ts";

/** The names that lead to one function of primitives: `ciphers`, `AES_256_GCM`, `seal`. */
export type Path = readonly string[];

const sealer = createSealer(new Uint8Array(32).fill(0x5a));
/** Taking keys in and making them is no algorithm, and RSA of one length stands for the others. */
const untested = new Set(["importKey", "forgetKey", "randomBytes", "RSA_3072", "RSA_4096"]);

type Leaf = (...parameters: readonly unknown[]) => unknown;

/** Every function that does the work of an algorithm. */
export function pathsOf(node: object, head: Path = []): readonly Path[] {
  return Object.entries(node).flatMap(([name, member]: [string, unknown]) => {
    const path = [...head, name];
    if (untested.has(name) || (head[0] === "keyPairs" && name === "generate")) return [];
    if (typeof member === "function") return [path];
    return typeof member === "object" && member !== null ? pathsOf(member, path) : [];
  });
}

/** The same primitives, but for one function. */
export function withChange<T extends object>(
  node: T,
  [name = "", ...rest]: Path,
  change: (leaf: Leaf) => Leaf,
): T {
  const member: unknown = node[name as keyof T];
  const changed =
    typeof member === "function" ? change(member as Leaf) : withChange(member as object, rest, change);
  return { ...node, [name]: changed };
}

/** A function whose answer is always wrong by as little as can be. */
export function wrong(leaf: Leaf, spoil = turned(0)): Leaf {
  return (...parameters) => {
    const answer = leaf(...parameters);
    return answer instanceof Promise ? answer.then(spoil) : spoil(answer);
  };
}

/** One bit of an answer turned. */
export function turned(bit: number) {
  return (answer: unknown): unknown => {
    if (!(answer instanceof Uint8Array)) return answer !== true;
    const at = (bit >>> 3) % answer.length;
    const spoilt = answer.slice();
    spoilt[at] = (spoilt[at] ?? 0) ^ (1 << (bit & 7));
    return spoilt;
  };
}

/** A backend over primitives, with the faults that it told of. */
export function observed(primitives: HostPrimitives): {
  readonly backend: CryptoBackend;
  readonly faults: BackendFault[];
} {
  const faults: BackendFault[] = [];
  const backend = createHostBackend(primitives, { sealer, onFault: (fault) => void faults.push(fault) });
  return { backend, faults };
}

const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const sm2 = generateKeyPairSync("ec", { namedCurve: "SM2" });
const pkcs8Of = (key: typeof rsa.privateKey) => Uint8Array.from(key.export({ type: "pkcs8", format: "der" }));
const spkiOf = (key: typeof rsa.publicKey) => Uint8Array.from(key.export({ type: "spki", format: "der" }));
const recipients = {
  RSA_2048: parseRecipientKey(spkiOf(rsa.publicKey), "RSA_2048"),
  EC_SM2: parseRecipientKey(spkiOf(sm2.publicKey), "EC_SM2"),
};

/** A key of a spec; RSA keys are taken in, since making one in JavaScript takes seconds. */
export async function keyFor(backend: CryptoBackend, spec: KeySpec): Promise<BackendKey> {
  const newKey = {
    owner: anOwner,
    versionId: crypto.randomUUID(),
    spec,
    protectionLevel: "SOFTWARE",
  } as const;
  const stored = isRsaKeySpec(spec)
    ? await backend.importer?.importKey(newKey, pkcs8Of(rsa.privateKey))
    : await backend.createKey(newKey);
  if (stored === undefined) throw new Error("a backend that takes keys in was expected");
  return { ...newKey, ...stored };
}

/** What a backend has of a part; a test that asks for more is wrong. */
export function partOf<T>(part: T | undefined): T {
  if (part === undefined) throw new Error("the backend was expected to have this part");
  return part;
}

/** As long as a digest. */
const message = new Uint8Array(32).fill(7);

/**
 * Uses the algorithm that a function belongs to, as often as the answer is called. Blobs are made in every way there is.
 *
 * @param sound has the same keys, and makes what there must be before
 */
export async function useOf(
  backend: CryptoBackend,
  [kind = "", name = "", ...rest]: Path,
  sound: CryptoBackend,
): Promise<() => unknown> {
  switch (kind) {
    case "ciphers": {
      const spec = namesOf(keySpecs).find((of) => "cipher" in keySpecs[of] && keySpecs[of].cipher === name);
      const { target, source } = await blobOf(sound, partOf(spec));
      const ways = [
        () => backend.encrypt(target, message),
        () => backend.generateDataKey(target, 32),
        () => backend.reencrypt(source, target),
      ];
      let next = 0;
      return () => ways[next++ % ways.length]?.();
    }
    case "wraps": {
      const { source } = await blobOf(sound, partOf(sound.capabilities[0]?.keySpecs[0]));
      const algorithm = name as WrappingAlgorithm;
      const recipient = recipients[wrappingAlgorithms[algorithm].recipient];
      return () => backend.rewrap(source, recipient, algorithm);
    }
    case "macs": {
      const key = await keyFor(sound, name as MacAlgorithm);
      return () => partOf(backend.mac).generate(key, name as MacAlgorithm, message);
    }
    case "ecb":
      return () => unwrap(backend, name);
    default: {
      const [member, algorithm = ""] = rest;
      if (member === "pkcs1") return () => unwrap(backend, "RSAES_PKCS1_V1_5");
      const key = await keyFor(sound, name as KeySpec);
      if (member === "publicKey") return () => partOf(backend.keyPairs).publicKey(key);
      if (member === "encryptions") {
        return () => partOf(backend.asymmetricCipher).encrypt(key, algorithm as EncryptionAlgorithm, message);
      }
      const input = member === "signatures" ? { digest: message } : { message };
      return () => partOf(backend.signer).sign(key, algorithm as SignatureAlgorithm, input);
    }
  }
}

async function blobOf(
  backend: CryptoBackend,
  spec: KeySpec,
): Promise<{ target: BodyTarget; source: BoundBody }> {
  const key = await keyFor(backend, spec);
  const target = { key, binding: bindingOf(key.versionId) };
  return { target, source: { ...target, body: await backend.generateDataKey(target, 32) } };
}

/** Unwraps material, by the algorithm that has this name or this block cipher in it. */
async function unwrap(backend: CryptoBackend, name: string): Promise<unknown> {
  const unwrapper = partOf(backend.unwrapper);
  if (name === "RSAES_PKCS1_V1_5") {
    const wrapped = wrapMaterial(spkiOf(rsa.publicKey), message, name);
    return unwrapper.unwrap(pkcs8Of(rsa.privateKey), wrapped, name);
  }
  const isSm4 = name === "SM4_ECB";
  const contentKey = new Uint8Array(isSm4 ? 16 : 32).fill(1);
  const wrapper = partOf(backend.wrapper);
  const head = isSm4
    ? await wrapper.wrap(recipients.EC_SM2, contentKey, "SM2PKE")
    : await wrapper.wrap(recipients.RSA_2048, contentKey, "RSAES_OAEP_SHA_256");
  const wrapped = Uint8Array.of(...head, ...new Uint8Array(32));
  const algorithm = isSm4 ? "SM2PKE_SM4_ECB" : "RSAES_OAEP_SHA_256_AES_256_ECB_PKCS7_PAD";
  return unwrapper.unwrap(pkcs8Of((isSm4 ? sm2 : rsa).privateKey), wrapped, algorithm);
}
