import { type ConformanceCheck, expectSame, withOpen } from "@keyferry/conformance";
import { namesOf, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";
import { gcm } from "@noble/ciphers/aes.js";
import { randomBytes, utf8ToBytes } from "@noble/ciphers/utils.js";
import type { CryptoBackend } from "../contract/backend.ts";
import type { DataKeyHandle, TokenReceiver } from "../contract/receiver.ts";
import { type ArrivalBench, arrivalChecks, whereClaimed, withExport } from "./checks/arrival-checks.ts";
import { expectRefusal } from "./bench/expect-refusal.ts";

/** What the suite needs of the receiver under test. */
export interface TokenReceiverConformanceOptions {
  /** Opens a receiver, which each check closes. */
  create(): MaybePromise<TokenReceiver>;
  /** Exports data keys to the receiver; it claims every wrapping algorithm that the receiver claims. */
  readonly sender: CryptoBackend;
}

interface TokenBench extends ArrivalBench<Uint8Array, DataKeyHandle> {
  readonly receiver: TokenReceiver;
}

const ivLength = 12;
const message = utf8ToBytes("across");
const associatedData = utf8ToBytes("context");

/** That the token has this very key shows what it encrypts and decrypts under it, on both sides of one cipher. */
async function encryptsUnder(
  receiver: TokenReceiver,
  handle: Uint8Array,
  dataKey: Uint8Array,
): Promise<void> {
  const sealed = await receiver.encrypt(handle, message, associatedData);
  const iv = sealed.subarray(0, ivLength);
  const opened = gcm(dataKey, iv, associatedData).decrypt(sealed.subarray(ivLength));
  expectSame(opened, message, "what the token encrypted");
  const ours = randomBytes(ivLength + message.length + 16);
  ours.set(gcm(dataKey, ours.subarray(0, ivLength), associatedData).encrypt(message), ivLength);
  expectSame(await receiver.decrypt(handle, ours, associatedData), message, "what the token decrypts");
  for (const at of [0, ivLength, ours.length - 1]) {
    const altered = ours.map((byte, index) => (index === at ? byte ^ 1 : byte));
    await expectRefusal("undecryptable", "an altered ciphertext", () =>
      receiver.decrypt(handle, altered, associatedData),
    );
  }
  await expectRefusal("undecryptable", "other associated data", () =>
    receiver.decrypt(handle, ours, utf8ToBytes("other")),
  );
}

/** Every length that AES has. */
async function takesEveryAesKey(bench: TokenBench, algorithm: WrappingAlgorithm): Promise<void> {
  const { receiver } = bench;
  for (const length of [16, 24, 32]) {
    await withExport(bench, algorithm, length, async (privateKey, exported, dataKey) => {
      const { handle } = await receiver.openExportedDataKey(privateKey, exported, algorithm);
      await encryptsUnder(receiver, handle, dataKey);
      await receiver.destroy(handle);
    });
  }
}

async function takesNothingElse(bench: TokenBench, algorithm: WrappingAlgorithm): Promise<void> {
  const { receiver } = bench;
  for (const length of [8, 40, 128]) {
    await withExport(bench, algorithm, length, async (privateKey, exported) => {
      // Some modules look at the length while they decrypt.
      await expectRefusal(["unsupported", "undecryptable"], `a key of ${String(length)} bytes`, () =>
        receiver.openExportedDataKey(privateKey, exported, algorithm),
      );
    });
  }
}

async function forgetsWhatIsDestroyed(bench: TokenBench, algorithm: WrappingAlgorithm): Promise<void> {
  const { receiver } = bench;
  await withExport(bench, algorithm, 32, async (privateKey, exported) => {
    const { handle } = await receiver.openExportedDataKey(privateKey, exported, algorithm);
    await receiver.encrypt(handle, message, associatedData);
    await receiver.destroy(handle);
    await expectRefusal("unavailable", "a data key that was destroyed", () =>
      receiver.encrypt(handle, message, associatedData),
    );
    await receiver.destroy(privateKey);
    await expectRefusal("unavailable", "a private key that was destroyed", () =>
      receiver.openExportedDataKey(privateKey, exported, algorithm),
    );
  });
}

/**
 * What every receiver in a token promises: what all receivers do, and that a data key stays in the token, ready for use.
 * Whether it is sensitive and not extractable cannot be asked by this contract, and is for the adapter's own tests.
 */
export function tokenReceiverConformance(
  options: TokenReceiverConformanceOptions,
): readonly ConformanceCheck[] {
  const onBench = async (work: (bench: TokenBench) => Promise<void>): Promise<void> => {
    await withOpen(options.create(), (receiver) =>
      work({
        receiver,
        sender: options.sender,
        privateKeyOf: ({ privateKey }) => privateKey,
        async expectArrived({ handle }, dataKey) {
          await encryptsUnder(receiver, handle, dataKey);
          await receiver.destroy(handle);
        },
        async forget({ privateKey }) {
          await receiver.destroy(privateKey);
        },
      }),
    );
  };
  const checks = [
    ["takes AES keys of every length", takesEveryAesKey],
    ["keeps nothing of what is no AES key", takesNothingElse],
    ["knows what was destroyed no longer", forgetsWhatIsDestroyed],
  ] as const;
  return [
    ...arrivalChecks(onBench),
    ...namesOf(wrappingAlgorithms).flatMap((algorithm) =>
      checks.map(([what, work]) => ({
        name: `${algorithm}: ${what}`,
        run: () => onBench((bench) => whereClaimed(bench, algorithm, () => work(bench, algorithm))),
      })),
    ),
  ];
}
