import type { Call } from "./official-client.ts";
import type { Way } from "./open-export.ts";

/** Data keys that a server has exported, by the forms in which they must not be found in its memory. */
export interface ExportedKeys {
  /** What to look for, by name: `RSAES_OAEP_SHA_1 32 bytes #3 as base64`. */
  readonly secrets: ReadonlyMap<string, Buffer>;
  /** How many data keys there are. Each has three forms. */
  readonly count: number;
}

/** The longest part of a secret that the scan looks for, in bytes. */
const longest = 128;

/**
 * Exports new data keys of each length, in both ways: made and exported by two calls, and by one.
 *
 * @param parameters those of the calls that make a data key, such as its key
 * @param rounds how often each length goes each way
 */
export async function exportKeys(
  call: Call,
  {
    parameters,
    way,
    lengths,
    rounds,
  }: {
    readonly parameters: Readonly<Record<string, unknown>>;
    readonly way: Way;
    readonly lengths: readonly number[];
    readonly rounds: number;
  },
): Promise<ExportedKeys> {
  const secrets = new Map<string, Buffer>();
  let count = 0;
  const remember = (exported: string, length: number) => {
    const text = way.open(exported);
    const dataKey = Buffer.from(text, "base64");
    if (dataKey.length !== length) throw new Error("the data key has another length");
    const name = `${way.parameters["WrappingAlgorithm"] ?? ""} ${String(length)} bytes #${String(count)}`;
    const forms = {
      "as it is": dataKey,
      // Without its last group, which hangs on what follows.
      "as base64": Buffer.from(text.slice(0, -4)),
      "as hex": Buffer.from(dataKey.toString("hex")),
    };
    for (const [form, bytes] of Object.entries(forms)) {
      secrets.set(`${name} ${form}`, bytes.subarray(0, longest));
    }
    count += 1;
  };
  for (let round = 0; round < rounds; round += 1) {
    for (const length of lengths) {
      const wanted = { ...parameters, NumberOfBytes: length };
      const { CiphertextBlob } = await call("GenerateDataKeyWithoutPlaintext", wanted);
      const { ExportedDataKey } = await call("ExportDataKey", { CiphertextBlob, ...way.parameters });
      remember(ExportedDataKey, length);
      remember(
        (await call("GenerateAndExportDataKey", { ...wanted, ...way.parameters })).ExportedDataKey,
        length,
      );
    }
  }
  return { secrets, count };
}
