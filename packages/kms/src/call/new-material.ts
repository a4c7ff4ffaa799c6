import { equalBytes } from "@keyferry/bytes";
import type { CryptoBackend } from "@keyferry/crypto";
import type { KeyStore, KeyVersionRecord, StoreScope } from "@keyferry/store";
import { doEach } from "./do-each.ts";
import { noteVersion, type AuditTrail } from "./audit-trail.ts";

/**
 * Sees to it that new key material and its row do not part: material whose row is not written is destroyed. What cannot
 * be destroyed at once, since the module or the store is away, is remembered until {@link NewMaterial.settle}.
 */
export interface NewMaterial {
  /**
   * Writes the row of a version whose material has just been made, and notes the version in the call's audit trail.
   *
   * @param version the row; its material is in the backend already
   * @param write answers what became of the row, and is not asked twice
   * @param written the answer of `write` with which the row is there
   * @param replaced the row before, where the version has had other material: that is destroyed once the row has the new one
   * @throws what `write` throws, once the material is destroyed or remembered
   */
  keep<Outcome extends string>(
    call: { readonly scope: StoreScope; readonly trail: AuditTrail },
    version: KeyVersionRecord,
    write: () => Promise<Outcome>,
    written: Outcome,
    replaced?: KeyVersionRecord,
  ): Promise<Outcome>;
  /**
   * Tries again what could not be settled before.
   *
   * @throws AggregateError when material is left; every other was settled all the same
   */
  settle(): Promise<void>;
}

/** Material whose row may not be there. */
interface Unsettled {
  readonly scope: StoreScope;
  readonly version: KeyVersionRecord;
}

/** Made once per service: it remembers. */
export function createNewMaterial({
  crypto,
  store,
}: {
  readonly crypto: Pick<CryptoBackend, "destroyKey">;
  readonly store: Pick<KeyStore, "scoped">;
}): NewMaterial {
  const unsettled = new Set<Unsettled>();

  return {
    async keep({ scope: { account, region }, trail }, version, write, written, replaced) {
      const scope = { account, region };
      noteVersion(trail, version);
      let outcome: string | undefined;
      try {
        const became = await write();
        outcome = became;
        return became;
      } finally {
        if (outcome !== written) await settleOrRemember({ scope, version });
        if (replaced !== undefined) await settleOrRemember({ scope, version: replaced });
      }
    },

    async settle() {
      const settle = async (one: Unsettled): Promise<void> => {
        await settleOne(one);
        unsettled.delete(one);
      };
      await doEach(unsettled, settle, {
        left: "key material without a row is left, and will be tried again",
      });
    },
  };

  async function settleOrRemember(left: Unsettled): Promise<void> {
    try {
      await settleOne(left);
    } catch {
      // The caller is told why the row was not written; what is left of it is this service's affair.
      unsettled.add(left);
    }
  }

  /** A store that failed may have written the material all the same: then it is a key like any other. */
  async function settleOne({ scope, version }: Unsettled): Promise<void> {
    const { id: versionId, custody, material } = version;
    const row = await store.scoped(scope).keys.read.byVersion(versionId);
    const isKept = row !== undefined && equalBytes(row.version.material, material);
    if (!isKept) await crypto.destroyKey({ versionId, custody, material });
  }
}
