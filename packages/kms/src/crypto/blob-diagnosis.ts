import { wipe } from "@keyferry/bytes";
import { bindingOf, CryptoError, splitBlob, type CryptoBackend } from "@keyferry/crypto";
import type { KeyStore, KeyWithVersion, StoreScope } from "@keyferry/store";
import { regions } from "../regions.ts";
import type { Scope } from "../call/scope.ts";
import { symmetricKey } from "./data-key.ts";

/** IV and tag of a body that a host backend made; a text of up to 6,144 bytes stands between them. */
const hostOverhead = 28;
const maxText = 6_144;

/** What is known of a ciphertext blob that does not open. It tells of keys of the caller's own account only. */
export interface BlobDiagnosis {
  /** Bytes. */
  readonly length: number;
  /** The key version that it begins with; null: it begins with none, so that it is no blob of this service. */
  readonly keyVersionId: string | null;
  /** The key in the account and region of the call; null: there is none. */
  readonly key: { readonly id: string; readonly instance: string | null } | null;
  /** Other regions in which the account has the key version. */
  readonly otherRegions: readonly string[];
  /**
   * Whether what follows the version id can be what a host backend made, by its length; null where that is not known, as
   * for keys of hardware modules.
   */
  readonly wholeBody: boolean | null;
  /** Whether it opens without an encryption context; null where that was not tried. */
  readonly opensWithoutContext: boolean | null;
}

/** What a diagnosis is about. */
export interface UnopenedBlob {
  readonly blob: Uint8Array;
  readonly scope: Pick<Scope, "account" | "region">;
  /**
   * Whether to try it without an encryption context: for a caller who may use the key, and gave one. Only keys on the host
   * are tried, and what comes out is wiped.
   */
  readonly tryWithoutContext: boolean;
}

/** Finds out what can be known of a blob that does not open. Its work depends on the blob's version id and the call alone. */
export type BlobDiagnostician = (unopened: UnopenedBlob) => Promise<BlobDiagnosis>;

/** Makes a diagnostician. It is for people: what it finds must never reach the answer of the call. */
export function createBlobDiagnostician({
  store,
  crypto,
}: {
  readonly store: KeyStore;
  readonly crypto: CryptoBackend;
}): BlobDiagnostician {
  return async ({ blob, scope: { account, region }, tryWithoutContext }) => {
    const nothing = { key: null, otherRegions: [], wholeBody: null, opensWithoutContext: null };
    const parts = partsOf(blob);
    if (parts === undefined) return { length: blob.length, keyVersionId: null, ...nothing };
    const { versionId, body } = parts;
    const found = (where: string) => store.scoped({ account, region: where }).keys.read.byVersion(versionId);
    const otherRegions: string[] = [];
    // All of them, whatever is found: how long this takes must not tell.
    for (const other of regions) {
      if (other !== region && (await found(other)) !== undefined) otherRegions.push(other);
    }
    const here = await found(region);
    const onHost = here !== undefined && isOnHost(here);
    return {
      length: blob.length,
      keyVersionId: versionId,
      key: here === undefined ? null : { id: here.key.id, instance: here.key.instance },
      otherRegions,
      wholeBody: onHost ? body.length >= hostOverhead && body.length <= hostOverhead + maxText : null,
      opensWithoutContext:
        onHost && tryWithoutContext ? await opens({ account, region, ...here }, body) : null,
    };
  };

  function isOnHost({ version }: KeyWithVersion): boolean {
    const holder = crypto.capabilities.find(({ custody }) => custody === version.custody);
    return holder !== undefined && holder.protectionLevel !== "HSM";
  }

  async function opens(use: StoreScope & KeyWithVersion, body: Uint8Array): Promise<boolean> {
    try {
      const key = symmetricKey(use);
      const plaintext = await crypto.decrypt({ key, binding: bindingOf(use.version.id), body });
      wipe(plaintext);
      return true;
    } catch {
      return false;
    }
  }
}

function partsOf(blob: Uint8Array) {
  try {
    return splitBlob(blob);
  } catch (error) {
    if (error instanceof CryptoError) return undefined;
    throw error;
  }
}
