import { unsupported } from "../errors.ts";
import type { DataKeyReceiver } from "../contract/receiver.ts";
import { type RecipientKeySpec, type WrappingAlgorithm, wrappingAlgorithms } from "@keyferry/algorithms";

/** Several receivers as one: each call goes to the first that claims the algorithm, or one of the key pair's spec. */
export function combineReceivers(receivers: readonly DataKeyReceiver[]): DataKeyReceiver {
  const first = (wanted: (algorithm: WrappingAlgorithm) => boolean, what: string): DataKeyReceiver => {
    const receiver = receivers.find((candidate) => candidate.wrappingAlgorithms.some(wanted));
    if (receiver === undefined) throw unsupported(`no receiver has ${what}`);
    return receiver;
  };
  return {
    name: receivers.map(({ name }) => name).join("+"),
    wrappingAlgorithms: [...new Set(receivers.flatMap((receiver) => receiver.wrappingAlgorithms))],
    generateRecipientKeyPair: (spec: RecipientKeySpec) =>
      first(
        (algorithm) => wrappingAlgorithms[algorithm].recipient === spec,
        `${spec} keys`,
      ).generateRecipientKeyPair(spec),
    openExportedDataKey: (privateKey, exported, algorithm) =>
      first((claimed) => claimed === algorithm, algorithm).openExportedDataKey(
        privateKey,
        exported,
        algorithm,
      ),
  };
}
