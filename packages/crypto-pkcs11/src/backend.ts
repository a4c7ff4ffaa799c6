import {
  ciphers,
  isAsymmetricKeySpec,
  isMacKeySpec,
  isSymmetricKeySpec,
  keySpecs,
} from "@keyferry/algorithms";
import {
  type BackendKey,
  type BodyTarget,
  type BoundBody,
  canMake,
  CryptoError,
  type HardwareBackend,
  unsupported,
} from "@keyferry/crypto";
import type { ModuleFindings, ModuleSource, ModuleTarget, SessionCensus, TokenEntry } from "./calls.ts";
import { capabilitiesOf } from "./capabilities.ts";
import { openChannel } from "./helper/channel.ts";
import { createKeyMaker } from "./key-maker.ts";
import { createKeyPairParts } from "./key-pairs.ts";
import { decodeReference, encodeReference, moduleKey } from "./key-reference.ts";
import { createMacPart } from "./macs.ts";
import { defaultTimeLimits, type Pkcs11Options } from "./options.ts";
import { createRewraps } from "./rewraps.ts";

/** The longest text that is encrypted, in bytes of UTF-8 (the service's documented limit). */
const maxPlaintextLength = 6_144;
/** Form, IV and tag beside the longest text. */
const maxBodyLength = 1 + 12 + maxPlaintextLength + 16;
/** That of `bindingOf`. */
const bindingLength = 69;
const maxRandomLength = 65_536;

/** What lives in the module now. */
export interface ModuleState extends SessionCensus {
  /** The id of the helper process that holds the module. */
  readonly processId: number | undefined;
}

/** The backend on a PKCS #11 module. */
export interface Pkcs11Backend extends HardwareBackend {
  readonly findings: ModuleFindings;
  /** It has an old helper process replaced, too, so that a token that is back is found again. */
  ping(): Promise<void>;
  /** How many objects of sessions there are, besides: none but the copies of keys, between calls. */
  inspect(): Promise<ModuleState>;
}

const repeatable = { repeatable: true } as const;

/**
 * Opens a PKCS #11 module in a process of its own and makes a backend of it: custody `pkcs11:` and the token's label,
 * protection level HSM. Keys are made in the token, sensitive and not extractable; data keys are generated, unwrapped
 * and wrapped in it. What the module cannot do inside is `unsupported`.
 *
 * @throws CryptoError `unavailable` (no such module or token, a refused PIN) or `unsupported` (a module that lacks what
 *   is needed), with a message that says what to do
 */
export async function createPkcs11Backend(options: Pkcs11Options): Promise<Pkcs11Backend> {
  const channel = await openChannel(options);
  const capabilities = capabilitiesOf(channel.opened);
  const { custody, dataKeyLengths } = capabilities;
  const keyMaker = createKeyMaker(channel, options.timeLimits?.backOff ?? defaultTimeLimits.backOff);

  const nameOf = (key: BackendKey) => {
    if (key.custody !== custody) throw unsupported(`${custody} has no keys in the custody of ${key.custody}`);
    if (!capabilities.keySpecs.includes(key.spec)) throw unsupported(`this module has no ${key.spec}`);
    return moduleKey(key.versionId, key.spec, key);
  };

  const targetOf = ({ key, binding }: BodyTarget): ModuleTarget => {
    const { spec } = key;
    if (!isSymmetricKeySpec(spec)) throw unsupported(`a key of ${spec} does not make ciphertext blobs`);
    if (binding.length !== bindingLength) throw new RangeError("a binding has 69 bytes");
    return { key: { ...nameOf(key), spec }, binding };
  };

  const sourceOf = (source: BoundBody): ModuleSource => {
    const target = targetOf(source);
    const { body } = source;
    if (body.length > maxBodyLength) {
      throw new CryptoError("undecryptable", "the ciphertext is longer than any");
    }
    return { ...target, body };
  };

  return {
    name: "pkcs11",
    capabilities: [capabilities],
    findings: channel.opened.findings,
    async createKey(key) {
      const { versionId, spec } = key;
      if (!canMake(capabilities, key)) throw unsupported(`this module makes no such keys of ${spec}`);
      return { custody, material: encodeReference(await keyMaker.make(versionId, spec)) };
    },
    importer: {
      async importKey(key, material) {
        const { versionId, spec } = key;
        const isTaken = capabilities.imports.keySpecs.includes(spec) && canMake(capabilities, key);
        if (!isTaken || isAsymmetricKeySpec(spec)) {
          throw unsupported(`this module takes no keys of ${spec} in`);
        }
        const length = isMacKeySpec(spec)
          ? keySpecs[spec].keyLength
          : ciphers[keySpecs[spec].cipher].keyLength;
        if (material.length !== length) {
          const message = `key material of ${spec} has ${String(length)} bytes, not ${String(material.length)}`;
          throw new CryptoError("material refused", message);
        }
        return { custody, material: encodeReference(await keyMaker.take(versionId, spec, material)) };
      },
    },
    async destroyKey({ versionId, custody: of, material }) {
      if (of !== custody) throw unsupported(`${custody} has no keys in the custody of ${of}`);
      const args = [versionId, decodeReference(material)] as const;
      const count = await channel.call("destroyKey", [...args], repeatable);
      // Gone, or the token is: only a process that has just found the token can tell.
      if (count === 0) await channel.call("destroyKey", [...args], { repeatable: true, fresh: true });
    },
    async random(length) {
      if (!Number.isInteger(length) || length < 0 || length > maxRandomLength) {
        throw unsupported(`at most ${String(maxRandomLength)} random bytes are made at once`);
      }
      return channel.call("random", [length], repeatable);
    },
    async encrypt(target, text) {
      if (text.length > maxPlaintextLength) {
        throw unsupported(`plaintext has ${String(text.length)} bytes, at most 6144 can be encrypted`);
      }
      return channel.call("encrypt", [targetOf(target), text], repeatable);
    },
    decrypt: async (source) => channel.call("decrypt", [sourceOf(source)], repeatable),
    async generateDataKey(target, length) {
      const { min, max, multipleOf } = dataKeyLengths;
      if (!Number.isInteger(length) || length < min || length > max || length % multipleOf !== 0) {
        const lengths = `${String(min)} to ${String(max)} bytes in steps of ${String(multipleOf)}`;
        throw unsupported(`this module wraps data keys of ${lengths}, not of ${String(length)}`);
      }
      return channel.call("generateDataKey", [targetOf(target), length], repeatable);
    },
    ...createRewraps(channel, capabilities, sourceOf),
    reencrypt: async (source, destination) =>
      channel.call("reencrypt", [sourceOf(source), targetOf(destination)], repeatable),
    ...createKeyPairParts(channel, capabilities, nameOf),
    ...createMacPart(channel, capabilities, nameOf),
    ping: () => channel.call("checkToken", [], repeatable),
    async inspect() {
      const census = await channel.call("census", [], repeatable);
      return { ...census, processId: channel.pid() };
    },
    async listKeys() {
      const entries: readonly TokenEntry[] = await channel.call("listKeys", [], repeatable);
      return entries.map(({ owner, id, roles }) => ({ owner, material: encodeReference(id), roles }));
    },
    async close() {
      keyMaker.close();
      await channel.close();
    },
  };
}
