import { secretUtf8, wiping } from "@keyferry/bytes";
import {
  bytesOfBase64Text,
  CryptoError,
  openWithDataKey,
  sealWithDataKey,
  type BoundBody,
  type EncryptionContext,
  type Field,
} from "@keyferry/crypto";
import type { SecretVersionRecord, StoreScope } from "@keyferry/store";
import { secretArn } from "../call/arn.ts";
import type { Call } from "../call/handler.ts";
import type { SecretValueTarget, VersionTarget } from "../call/targets.ts";
import { blobOf, boundBody } from "../crypto/data-key.ts";
import { sealing } from "../crypto/sealing.ts";

/** Bytes. */
const dataKeyLength = 32;

/** A byte order mark at the beginning is a character of the value like any other. */
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** What a value is sealed with. */
type SealingCall = Pick<Call, "crypto" | "countMessage" | "trail">;

/** What a value is, and whose: it opens for this version of this secret alone. */
export type ValueName = Pick<SecretVersionRecord, "secretName" | "id" | "dataType">;

/**
 * Makes a version of a secret: its value is sealed with a data key of its own, which is made under the secret's key, in its
 * module if it lives in one.
 *
 * @param use a key of the secret's own account and region
 * @param now milliseconds since the epoch
 */
export function sealedVersion(
  call: SealingCall,
  use: VersionTarget,
  name: ValueName,
  { data, now }: { readonly data: string; readonly now: number },
): Promise<SecretVersionRecord> {
  return wiping(secretUtf8(data), (text) => sealedText(call, use, name, { text, now }));
}

/** The same of a value's text in UTF-8, which whoever has it wipes. */
export async function sealedText(
  call: SealingCall,
  named: VersionTarget,
  name: ValueName,
  { text, now }: { readonly text: Uint8Array; readonly now: number },
): Promise<SecretVersionRecord> {
  const { crypto, trail } = call;
  const { use, target } = await sealing(named, contextOf(named, name), call);
  const body = await crypto.generateDataKey(target, dataKeyLength, trail);
  const dataKey = wiping(await crypto.decrypt({ ...target, body }), bytesOfBase64Text);
  const value = await wiping(dataKey, () => sealWithDataKey(dataKey, boundTo(use, name), text));
  return { ...name, dataKey: blobOf(use, body), value, createdAt: now };
}

/** Opens a value of a secret: its text in UTF-8, which whoever asks for it wipes. */
export async function openedValue(
  { crypto }: Pick<Call, "crypto">,
  opened: SecretValueTarget,
): Promise<Uint8Array> {
  const { value } = opened;
  const text = await dataKeyText(crypto, boundBody(opened, contextOf(opened, value)));
  const dataKey = wiping(text, bytesOfBase64Text);
  return wiping(dataKey, () => openWithDataKey(dataKey, boundTo(opened, value), value.value));
}

/** Opens a value of a secret. */
export async function openValue(call: Pick<Call, "crypto">, opened: SecretValueTarget): Promise<string> {
  return wiping(await openedValue(call, opened), (bytes) => decoder.decode(bytes));
}

/** What the caller has sent is not to blame where a data key of the service's own does not open. */
async function dataKeyText(crypto: Call["crypto"], source: BoundBody): Promise<Uint8Array> {
  try {
    return await crypto.decrypt(source);
  } catch (cause) {
    if (!(cause instanceof CryptoError) || cause.reason !== "undecryptable") {
      throw cause;
    }
    throw new CryptoError("unreadable key", "the data key of a secret does not open", { cause });
  }
}

/** The data key is bound to the value that it seals, too. */
function contextOf(place: StoreScope, { secretName, id }: ValueName): EncryptionContext {
  return [
    ["secret", secretArn(place, secretName)],
    ["version", id],
  ];
}

function boundTo({ account, region }: StoreScope, { secretName, id, dataType }: ValueName): readonly Field[] {
  return ["value of a secret", account, region, secretName, id, dataType];
}
