import { wrappingAlgorithms } from "@keyferry/algorithms";
import { copyPublic, publicNumber } from "@keyferry/bytes";
import {
  type BoundBody,
  type Capabilities,
  CryptoError,
  type CryptoBackend,
  type RecipientKey,
  type RewrapOutcome,
  unsupported,
  type WrappingTarget,
} from "@keyferry/crypto";
import type { ModuleRecipient, ModuleRefusal, ModuleSource, ModuleWrapping } from "./calls.ts";
import { oaepHashOf } from "./capabilities.ts";
import type { Channel } from "./helper/channel.ts";

const repeatable = { repeatable: true } as const;

function magnitude(number: bigint): Uint8Array {
  return publicNumber(number, Math.ceil(number.toString(16).length / 2));
}

function recipientOf(recipient: RecipientKey): ModuleRecipient {
  if (recipient.spec !== "RSA_2048") throw unsupported(`this module wraps no data key for ${recipient.spec}`);
  return { modulus: magnitude(recipient.modulus), exponent: magnitude(recipient.exponent) };
}

/** What came of one recipient, in memory of its own. */
function outcomeOf(answer: Uint8Array | ModuleRefusal | undefined): RewrapOutcome {
  if (answer === undefined) throw new CryptoError("unavailable", "the module answered too little");
  if (answer instanceof Uint8Array) return { exported: copyPublic(answer), inside: true };
  return new CryptoError(answer.reason, answer.message);
}

/** The same function, with its CryptoError as an answer. */
function orCryptoError<A, T>(work: (of: A) => T): (of: A) => T | CryptoError {
  return (of) => {
    try {
      return work(of);
    } catch (error) {
      if (error instanceof CryptoError) return error;
      throw error;
    }
  };
}

/** The methods that wrap data keys for others, inside the module. */
export function createRewraps(
  channel: Channel,
  capabilities: Capabilities,
  sourceOf: (source: BoundBody) => ModuleSource,
): Pick<CryptoBackend, "rewrap" | "rewrapForEach"> {
  const wrappingFor = ({ recipient, algorithm }: WrappingTarget): ModuleWrapping => {
    const hash = oaepHashOf(algorithm);
    if (hash === undefined || !capabilities.wrappingAlgorithms.includes(algorithm)) {
      throw unsupported(`this module has no ${algorithm}`);
    }
    const { recipient: spec } = wrappingAlgorithms[algorithm];
    if (recipient.spec !== spec) {
      throw unsupported(`${algorithm} wraps for ${spec}, not for ${recipient.spec}`);
    }
    return { ...recipientOf(recipient), hash };
  };

  return {
    async rewrap(source, recipient, algorithm) {
      const wrapping = wrappingFor({ recipient, algorithm });
      const exported = await channel.call("rewrap", [sourceOf(source), wrapping], repeatable);
      return { exported, inside: true };
    },
    async rewrapForEach(source, targets) {
      const asked = targets.map(orCryptoError(wrappingFor));
      const wrappings = asked.flatMap((each) => (each instanceof CryptoError ? [] : [each]));
      const answers = await channel.call("rewrapForEach", [sourceOf(source), wrappings], repeatable);
      let next = 0;
      return asked.map((each) => (each instanceof CryptoError ? each : outcomeOf(answers[next++])));
    },
  };
}
