import { type ConformanceCheck, expectTrue } from "@keyferry/conformance";
import {
  namesOf,
  type RecipientKeySpec,
  type WrappingAlgorithm,
  wrappingAlgorithms,
} from "@keyferry/algorithms";
import { concatBytes } from "@noble/ciphers/utils.js";
import type { BackendKey, BoundBody, CryptoBackend } from "../../contract/backend.ts";
import type { DataKeyReceiver, OpenedDataKey, RecipientKeyPair } from "../../contract/receiver.ts";
import { parseRecipientKey } from "../../recipients/recipient-key.ts";
import { anOwner } from "../bench/an-owner.ts";
import { boundTo, dataKeyIn, newVersionId } from "../bench/backend-bench.ts";
import { expectRefusal } from "../bench/expect-refusal.ts";

/** A receiver under test, on the host or in a token, with what tells the two apart. */
export interface ArrivalBench<PrivateKey, Opened extends OpenedDataKey> {
  readonly receiver: DataKeyReceiver<PrivateKey, Opened>;
  /** Exports data keys to the receiver. */
  readonly sender: CryptoBackend;
  /** What opens exports, of a pair that the receiver has made. */
  readonly privateKeyOf: (pair: RecipientKeyPair, spec: RecipientKeySpec) => PrivateKey;
  /** Rejects unless what has arrived is `dataKey`; lets go of it. */
  readonly expectArrived: (opened: Opened, dataKey: Uint8Array) => Promise<void>;
  /** Lets go of a pair. */
  readonly forget: (pair: RecipientKeyPair) => Promise<void>;
}

const spec = "Aliyun_AES_256" as const;
const specOf = (algorithm: WrappingAlgorithm): RecipientKeySpec => wrappingAlgorithms[algorithm].recipient;

/** A data key of the sender's, for one check. */
async function withDataKey(
  sender: CryptoBackend,
  length: number,
  work: (source: BoundBody) => Promise<void>,
): Promise<void> {
  const versionId = newVersionId();
  const protectionLevel = sender.capabilities[0]?.protectionLevel ?? "SOFTWARE";
  const newKey = { owner: anOwner, versionId, spec, protectionLevel };
  const key: BackendKey = { ...newKey, ...(await sender.createKey(newKey)) };
  try {
    const target = boundTo(key);
    await work({ ...target, body: await sender.generateDataKey(target, length) });
  } finally {
    await sender.destroyKey(key);
  }
}

/** A new pair of the receiver's, for one check. */
async function withPair<K, D extends OpenedDataKey>(
  { receiver, forget }: ArrivalBench<K, D>,
  pairSpec: RecipientKeySpec,
  work: (pair: RecipientKeyPair) => Promise<void>,
): Promise<void> {
  const pair = await receiver.generateRecipientKeyPair(pairSpec);
  try {
    await work(pair);
  } finally {
    await forget(pair);
  }
}

/** Exports a new data key to a new pair, and hands over what travels. */
export async function withExport<K, D extends OpenedDataKey>(
  bench: ArrivalBench<K, D>,
  algorithm: WrappingAlgorithm,
  length: number,
  work: (privateKey: K, exported: Uint8Array, dataKey: Uint8Array) => Promise<void>,
): Promise<void> {
  const { sender, privateKeyOf } = bench;
  await withPair(bench, specOf(algorithm), async (pair) => {
    await withDataKey(sender, length, async (source) => {
      const recipient = parseRecipientKey(pair.publicKey, specOf(algorithm));
      const { exported } = await sender.rewrap(source, recipient, algorithm);
      await work(privateKeyOf(pair, specOf(algorithm)), exported, await dataKeyIn(source, sender));
    });
  });
}

function arrives<K, D extends OpenedDataKey>(bench: ArrivalBench<K, D>, algorithm: WrappingAlgorithm) {
  return withExport(bench, algorithm, 32, async (privateKey, exported, dataKey) => {
    const before = exported.slice();
    // Twice, since an export may be opened again.
    for (let count = 0; count < 2; count += 1) {
      const opened = await bench.receiver.openExportedDataKey(privateKey, exported, algorithm);
      await bench.expectArrived(opened, dataKey);
    }
    expectTrue(String(exported) === String(before), "the caller's export to be left as it is");
  });
}

function refusesAlterations<K, D extends OpenedDataKey>(
  bench: ArrivalBench<K, D>,
  algorithm: WrappingAlgorithm,
) {
  return withExport(bench, algorithm, 32, async (privateKey, exported) => {
    const flipped = [1, 40, 70, exported.length - 1].map((at) =>
      exported.map((byte, index) => (index === at ? byte ^ 1 : byte)),
    );
    const cut = [0, 1, 64, exported.length - 1].map((length) => exported.subarray(0, length));
    const longer = [concatBytes(exported, Uint8Array.of(0)), new Uint8Array(20_000).fill(4)];
    for (const altered of [...flipped, ...cut, ...longer, new Uint8Array(exported.length)]) {
      await expectRefusal("undecryptable", `an altered export of ${String(altered.length)} bytes`, () =>
        bench.receiver.openExportedDataKey(privateKey, altered, algorithm),
      );
    }
  });
}

function refusesWhatIsForAnother<K, D extends OpenedDataKey>(
  bench: ArrivalBench<K, D>,
  algorithm: WrappingAlgorithm,
) {
  return withExport(bench, algorithm, 32, async (_privateKey, exported) => {
    await withPair(bench, specOf(algorithm), async (other) => {
      const privateKey = bench.privateKeyOf(other, specOf(algorithm));
      await expectRefusal("undecryptable", "an export for another recipient", () =>
        bench.receiver.openExportedDataKey(privateKey, exported, algorithm),
      );
    });
  });
}

/** Runs `work` where the algorithm is claimed; elsewhere it must be refused, under whichever pair the receiver makes. */
export async function whereClaimed<K, D extends OpenedDataKey>(
  bench: ArrivalBench<K, D>,
  algorithm: WrappingAlgorithm,
  work: () => Promise<void>,
): Promise<void> {
  if (bench.receiver.wrappingAlgorithms.includes(algorithm)) return work();
  const [claimed] = bench.receiver.wrappingAlgorithms;
  expectTrue(claimed !== undefined, "at least one algorithm that is claimed");
  const pairSpec = specOf(claimed ?? algorithm);
  await withPair(bench, pairSpec, async (pair) => {
    await expectRefusal("unsupported", `${algorithm}, which is not claimed,`, () =>
      bench.receiver.openExportedDataKey(bench.privateKeyOf(pair, pairSpec), new Uint8Array(256), algorithm),
    );
  });
}

/**
 * What every receiver promises, on the host and in a token: what was exported for its own pairs arrives, and nothing else.
 *
 * @param onBench sets the receiver up for one check, and hands it over
 */
export function arrivalChecks<K, D extends OpenedDataKey>(
  onBench: (work: (bench: ArrivalBench<K, D>) => Promise<void>) => Promise<void>,
): readonly ConformanceCheck[] {
  const checks = [
    ["what was exported for a pair of its own arrives", arrives],
    ["an altered export for a pair of its own is undecryptable", refusesAlterations],
    ["an export for another recipient is undecryptable", refusesWhatIsForAnother],
  ] as const;
  return namesOf(wrappingAlgorithms).flatMap((algorithm) =>
    checks.map(([what, work]) => ({
      name: `${algorithm}: ${what}`,
      run: () => onBench((bench) => whereClaimed(bench, algorithm, () => work(bench, algorithm))),
    })),
  );
}
