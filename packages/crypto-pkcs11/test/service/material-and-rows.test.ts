import { combineBackends, type CryptoBackend } from "@keyferry/crypto";
import { createPkcs11Backend, type Pkcs11Backend } from "@keyferry/crypto-pkcs11";
import {
  createKey,
  createKeyVersion,
  describeKey,
  listKeyVersions,
  scheduleKeyDeletion,
  ServiceError,
} from "@keyferry/protocol";
import { StoreError, type KeyStore, type KeyWriter } from "@keyferry/store";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { testModules, type TestToken } from "../../../../tools/testing/pkcs11-tokens.ts";
import { account, createService, day, region, type Service } from "../../../kms/test/service.ts";

/** What fails, while it does. */
interface Faults {
  /** Stands in the place of the write of a row. */
  write: (<T>(right: () => Promise<T>) => Promise<T>) | null;
  /** Told of each key version that the module is asked to forget; what it throws is the module's failure. */
  destroy: ((versionId: string) => void) | null;
  deleteRow: (() => void) | null;
}

const unavailable = () => new StoreError("unavailable", "The database does not answer.");

/** Has the store refuse before, or fail after, it has written. */
const failures: readonly (readonly [string, NonNullable<Faults["write"]>])[] = [
  ["does not answer", () => Promise.reject(unavailable())],
  [
    "does not answer after it has written",
    async (right) => {
      await right();
      throw unavailable();
    },
  ],
  ["is damaged", () => Promise.reject(new StoreError("corrupt", "The database is damaged."))],
];

for (const testModule of testModules) {
  describe.skipIf(testModule.leftOut)(`keys in a token of ${testModule.name}`, () => {
    let token: TestToken;
    let module: Pkcs11Backend;
    let service: Service;
    const faults: Faults = { write: null, destroy: null, deleteRow: null };

    beforeAll(async () => {
      token = testModule.newToken();
      module = await createPkcs11Backend(token.options);
      service = await createService({ watch: inModule, watchStore: faultyStore });
    });
    afterAll(async () => {
      await module.close();
      token.remove();
    });

    function inModule(host: CryptoBackend): CryptoBackend {
      const all = combineBackends([module, host]);
      return {
        ...all,
        async destroyKey(key) {
          faults.destroy?.(key.versionId);
          await all.destroyKey(key);
        },
      };
    }

    function faultyStore(right: KeyStore): KeyStore {
      const failing = <T>(work: () => Promise<T>) => (faults.write === null ? work() : faults.write(work));
      return {
        ...right,
        everywhere: {
          ...right.everywhere,
          keys: {
            read: right.everywhere.keys.read,
            write: {
              deleteDue: async (key, now) => {
                faults.deleteRow?.();
                return right.everywhere.keys.write.deleteDue(key, now);
              },
            },
          },
        },
        scoped: (scope) => {
          const home = right.scoped(scope);
          const { read, write } = home.keys;
          const faulty: Pick<KeyWriter, "create" | "addVersion"> = {
            create: (...row) => failing(() => write.create(...row)),
            addVersion: (...row) => failing(() => write.addVersion(...row)),
          };
          return { ...home, keys: { read, write: { ...write, ...faulty } } };
        },
      };
    }

    const inToken = { KeySpec: "EC_P256", ProtectionLevel: "HSM" } as const;
    const newKey = () => service.newKey(inToken);
    /** What the token holds that no row has, and what rows have that the token does not hold. */
    const parted = async () => {
      const held = (await module.listKeys()).map(({ owner }) => owner);
      const custody = module.capabilities[0]?.custody ?? "";
      const rows = (await service.store.everywhere.keys.read.inCustody(custody)).map(({ id }) => id);
      return {
        orphans: held.filter((id) => !rows.includes(id)),
        empty: rows.filter((id) => !held.includes(id)),
      };
    };
    const nothing = { orphans: [], empty: [] };
    /** The code of a refusal; of a failed store its reason, which the gateway makes a code of. */
    const outcomeOf = async (call: Promise<unknown>): Promise<string> =>
      call.then(
        () => "OK",
        (error: unknown) => {
          if (error instanceof ServiceError) return error.code;
          return error instanceof StoreError ? error.reason : String(error);
        },
      );
    const whileFailing = async (change: Partial<Faults>, work: () => Promise<unknown>): Promise<string> => {
      Object.assign(faults, change);
      try {
        return await outcomeOf(work());
      } finally {
        Object.assign(faults, { write: null, destroy: null, deleteRow: null });
      }
    };
    const away = () => {
      throw new Error("the token is away");
    };

    describe.each(failures)("while the store %s", (what, write) => {
      const reason = what === "is damaged" ? "corrupt" : "unavailable";

      it("a key is made with its row, or not at all", async () => {
        expect(await whileFailing({ write }, () => service.call(createKey, inToken))).toBe(reason);
        expect(await parted()).toEqual(nothing);
      });

      it("a key version is made with its row, or not at all", async () => {
        const KeyId = await newKey();
        expect(await whileFailing({ write }, () => service.call(createKeyVersion, { KeyId }))).toBe(reason);
        expect(await parted()).toEqual(nothing);
      });

      it("what the module cannot destroy is destroyed by a later purge", async () => {
        const both = { write, destroy: away };
        expect(await whileFailing(both, () => service.call(createKey, inToken))).toBe(reason);
        const left = await parted();
        expect(left.orphans).toHaveLength(what.endsWith("written") ? 0 : 1);
        await whileFailing({ destroy: away }, () => service.kms.purgeDueKeys());
        expect(await parted()).toEqual(left);
        await service.kms.purgeDueKeys();
        expect(await parted()).toEqual(nothing);
      });
    });

    it("a version of a key whose state changes meanwhile is not made, and the caller is told why", async () => {
      const KeyId = await newKey();
      const write: Faults["write"] = async (right) => {
        await service.setState(KeyId, "Disabled");
        return right();
      };
      const refused = "Rejected.StateModifiedFailed";
      expect(await whileFailing({ write }, () => service.call(createKeyVersion, { KeyId }))).toBe(refused);
      expect(await parted()).toEqual(nothing);
      await service.setState(KeyId, "Enabled");
      const both = { write, destroy: away };
      expect(await whileFailing(both, () => service.call(createKeyVersion, { KeyId }))).toBe(refused);
      expect((await parted()).orphans).toHaveLength(1);
      await service.kms.purgeDueKeys();
      expect(await parted()).toEqual(nothing);
    });

    it("a due key keeps its row until the module has forgotten it, and is found by no call", async () => {
      const [KeyId, other] = [await newKey(), await newKey()];
      await service.call(createKeyVersion, { KeyId });
      for (const due of [KeyId, other]) {
        await service.call(scheduleKeyDeletion, { KeyId: due, PendingWindowInDays: 7 });
      }
      const { Versions: versions } = {
        Versions: (await service.call(listKeyVersions, { KeyId })).KeyVersions,
      };
      service.clock.now += 7 * day;
      const [first, second] = versions.map(({ KeyVersionId }) => KeyVersionId);
      const dueKeys = async () =>
        (await service.store.everywhere.keys.read.due(service.clock.now)).keys.map(({ keyId }) => keyId);
      // The module fails in the middle of the first key.
      const destroy = (versionId: string) => {
        if (versionId === second) away();
      };
      const failed = whileFailing({ destroy }, () => service.kms.purgeDueKeys());
      expect(await failed).toContain("keys whose day of deletion has come are not deleted yet");
      expect(await dueKeys()).toEqual([KeyId]);
      expect(await outcomeOf(service.call(describeKey, { KeyId }))).toBe("Forbidden.KeyNotFound");
      expect(await parted()).toEqual({ orphans: [], empty: [first] });
      expect(await service.kms.purgeDueKeys()).toBe(2);
      expect(await dueKeys()).toEqual([]);
      expect(await parted()).toEqual(nothing);
    });

    it("a due key whose row cannot be deleted is purged again, though its material is gone", async () => {
      const KeyId = await newKey();
      await service.call(scheduleKeyDeletion, { KeyId, PendingWindowInDays: 7 });
      service.clock.now += 7 * day;
      const deleteRow = () => {
        throw unavailable();
      };
      expect(await whileFailing({ deleteRow }, () => service.kms.purgeDueKeys())).toContain(
        "not deleted yet",
      );
      expect((await parted()).empty).toHaveLength(1);
      expect(await outcomeOf(service.call(describeKey, { KeyId }))).toBe("Forbidden.KeyNotFound");
      expect(await service.kms.purgeDueKeys()).toBe(1);
      expect(await parted()).toEqual(nothing);
    });
  });
}

describe("an instance that is released meanwhile", () => {
  it("gets no key, and the caller is told that it is not there", async () => {
    const release: { id: string | null } = { id: null };
    const service = await createService({
      watch: (crypto) => ({
        ...crypto,
        async createKey(key) {
          const made = await crypto.createKey(key);
          if (release.id !== null) {
            await service.store.scoped({ account, region }).instances.write.delete(release.id);
          }
          return made;
        },
      }),
    });
    const DKMSInstanceId = await service.newInstance();
    release.id = DKMSInstanceId;
    const refused = service.call(createKey, { DKMSInstanceId });
    await expect(refused).rejects.toMatchObject({ code: "Forbidden.DKMSInstanceNotFound", status: 403 });
    expect(await service.store.everywhere.keys.read.inCustody("host")).toEqual([]);
  });
});
