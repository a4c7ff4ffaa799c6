import { wiping } from "@keyferry/bytes";
import { CryptoError, type Sealer } from "@keyferry/crypto";
import {
  receiptJwk,
  type ReceiptJwk,
  type ReceiptKeySpec,
  type ReceiptSigner,
} from "@keyferry/receipt/signing";
import type { Settings } from "@keyferry/store";
import { StartError } from "../config/start-error.ts";
import { newPrivateKey, openSigner, type OpenedSigner } from "./signers.ts";

/** Every kind of key that signs receipts. */
export const receiptKeySpecNames = ["Ed25519", "EC_SM2"] as const satisfies readonly ReceiptKeySpec[];

/** The keys of receipts that a store has. */
export interface ReceiptKeys {
  /** Of the spec that the options ask for. */
  readonly signer: ReceiptSigner;
  /** The public keys: that of the signer, then those that signed before. */
  readonly publicKeys: readonly [ReceiptJwk, ...ReceiptJwk[]];
  readonly close: () => void;
}

/** What the keys are kept with. */
export interface ReceiptKeyDependencies {
  readonly store: { readonly settings: Settings };
  readonly sealer: Sealer;
  /** So many bytes, fit for keys. */
  readonly random: (length: number) => Uint8Array;
}

/**
 * Opens the receipt key of a store; a store that has none of this spec is given one. Keys of another spec stay, so that what they
 * have signed can be verified.
 *
 * @throws StartError for a key that was changed in the store
 */
export async function openReceiptKeys(
  spec: ReceiptKeySpec,
  dependencies: ReceiptKeyDependencies,
): Promise<ReceiptKeys> {
  const own = await openKey(spec, await keptOrMade(spec, dependencies), dependencies.sealer);
  const before: ReceiptJwk[] = [];
  for (const other of receiptKeySpecNames.filter((name) => name !== spec)) {
    const sealed = await dependencies.store.settings.read.get(settingOf(other));
    if (sealed === undefined) continue;
    const { signer, close } = await openKey(other, sealed, dependencies.sealer);
    close();
    before.push(receiptJwk(signer.key));
  }
  return { ...own, publicKeys: [receiptJwk(own.signer.key), ...before] };
}

async function keptOrMade(
  spec: ReceiptKeySpec,
  { store: { settings }, sealer, random }: ReceiptKeyDependencies,
): Promise<Uint8Array> {
  const kept = await settings.read.get(settingOf(spec));
  if (kept !== undefined) return kept;
  const sealed = wiping(await newPrivateKey(spec, random), (key) => sealer.seal(labelOf(spec), key));
  return settings.write.getOrPut(settingOf(spec), sealed);
}

async function openKey(spec: ReceiptKeySpec, sealed: Uint8Array, sealer: Sealer): Promise<OpenedSigner> {
  try {
    return await wiping(sealer.open(labelOf(spec), sealed), (key) => openSigner(spec, key));
  } catch (cause) {
    if (!(cause instanceof CryptoError)) throw cause;
    throw new StartError("the key of receipts in the store was changed: put the store back as it was", {
      cause,
    });
  }
}

function settingOf(spec: ReceiptKeySpec): string {
  return `receipt key ${spec}`;
}

function labelOf(spec: ReceiptKeySpec) {
  return { kind: "receipt key", spec } as const;
}
