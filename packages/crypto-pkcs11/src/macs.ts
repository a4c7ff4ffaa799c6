import {
  authenticatesWith,
  isMacKeySpec,
  type MacAlgorithm,
  macAlgorithms as table,
  type MacKeySpec,
  maxMacMessageLength,
} from "@keyferry/algorithms";
import { type BackendKey, type Capabilities, type CryptoBackend, unsupported } from "@keyferry/crypto";
import type { ModuleKey } from "./calls.ts";
import type { Channel } from "./helper/channel.ts";

const repeatable = { repeatable: true } as const;

/**
 * The part of a backend for message authentication codes, which are made, and verified, in the helper process.
 *
 * @param nameOf checks custody and spec, and gives the key the module's name
 */
export function createMacPart(
  channel: Pick<Channel, "call">,
  { macAlgorithms }: Capabilities,
  nameOf: (key: BackendKey) => ModuleKey,
): Required<Pick<CryptoBackend, "mac">> {
  const keyFor = (
    key: BackendKey,
    algorithm: MacAlgorithm,
    { length }: Uint8Array,
  ): ModuleKey<MacKeySpec> => {
    const { spec } = key;
    if (!isMacKeySpec(spec) || !authenticatesWith(spec, algorithm) || !macAlgorithms.includes(algorithm)) {
      throw unsupported(`keys of ${spec} make no codes of ${algorithm} in this module`);
    }
    if (length > maxMacMessageLength) {
      throw unsupported(`at most ${String(maxMacMessageLength)} bytes are authenticated`);
    }
    return { ...nameOf(key), spec };
  };

  return {
    mac: {
      generate: async (key, algorithm, message) =>
        channel.call("generateMac", [keyFor(key, algorithm, message), message], repeatable),
      async verify(key, algorithm, message, mac) {
        const named = keyFor(key, algorithm, message);
        // The length is no secret, and a code that was cut short is none.
        if (mac.length !== table[algorithm].length) return false;
        return channel.call("verifyMac", [named, message, mac], repeatable);
      },
    },
  };
}
