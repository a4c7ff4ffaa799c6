import { generateKeyPair } from "node:crypto";
import { promisify } from "node:util";
import type { AsymmetricKeySpec, KeySpec, KeyUsage } from "@keyferry/algorithms";
import { makeKey, newKeyIds } from "@keyferry/kms";
import { createKey, getPublicKey, type RequestOf } from "@keyferry/protocol";
import { account, region, type Service } from "./service.ts";

/** A version of a key, as requests name it. */
export interface NamedVersion {
  readonly KeyId: string;
  readonly KeyVersionId: string;
}

/** What a key pair is for. */
export type Usage = "ENCRYPT/DECRYPT" | "SIGN/VERIFY";

/** Makes a key pair and answers its one version. */
export async function newKeyPair(
  { call }: Service,
  KeySpec: AsymmetricKeySpec,
  KeyUsage: Usage,
  request: RequestOf<typeof createKey> = {},
): Promise<NamedVersion> {
  const { KeyMetadata } = await call(createKey, { KeySpec, KeyUsage, ...request });
  return { KeyId: KeyMetadata.KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
}

/** Puts a key into the service whose material (of a pair: PKCS #8, DER) is known outside, or whose id has to be. */
export async function putKey(
  { crypto, store, clock }: Service,
  spec: KeySpec,
  usage: KeyUsage,
  known: { readonly material?: Uint8Array; readonly keyId?: string } = {},
): Promise<NamedVersion> {
  const ids = newKeyIds(null, (length) => globalThis.crypto.getRandomValues(new Uint8Array(length)));
  const { key, version } = await makeKey(crypto, {
    scope: { account, region },
    ids: { ...ids, ...(known.keyId !== undefined && { keyId: known.keyId }) },
    spec,
    usage,
    protectionLevel: "SOFTWARE",
    instance: null,
    description: "",
    creator: account,
    now: clock.now,
    ...(known.material !== undefined && { material: known.material }),
  });
  await store.scoped({ account, region }).keys.write.create(key, version, []);
  return { KeyId: key.id, KeyVersionId: version.id };
}

/** The public key of a version, PEM text. */
export async function publicKeyOf({ call }: Service, version: NamedVersion): Promise<string> {
  return (await call(getPublicKey, version)).PublicKey;
}

const generate = promisify(generateKeyPair);

/** A new RSA private key by OpenSSL, which knows nothing of the service: PKCS #8, DER. */
export async function newRsaPrivateKey(modulusLength: 2048 | 3072 | 4096): Promise<Uint8Array> {
  const { privateKey } = await generate("rsa", { modulusLength });
  return new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" }));
}

/** A new SM2 private key by OpenSSL: PKCS #8, DER. */
export async function newSm2PrivateKey(): Promise<Uint8Array> {
  const { privateKey } = await generate("ec", { namedCurve: "SM2" });
  return new Uint8Array(privateKey.export({ type: "pkcs8", format: "der" }));
}
