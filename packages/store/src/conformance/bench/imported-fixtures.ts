import type { ScopedStore } from "../../aggregates.ts";
import type { MaterialChange } from "../../keys/contract.ts";
import { noMaterial, type KeyRecord } from "../../keys/records.ts";
import { startTime } from "./check.ts";
import { aKey, aVersion, versionIdOf } from "./fixtures.ts";

export const bytes = (...values: number[]) => Uint8Array.from(values);
export const imported = { custody: "host", material: bytes(1, 2, 3), fingerprint: bytes(4, 5) };
/** What a version is before anything is imported. */
export const nothing = { material: noMaterial.material, fingerprint: null };
export const expiresAt = startTime + 5_000;

/** A key called `a`, whose version waits for its material. */
export async function createWaiting(home: ScopedStore, differences: Partial<KeyRecord> = {}): Promise<void> {
  const key = aKey("a", { origin: "EXTERNAL", state: "PendingImport", ...differences });
  await home.keys.write.create(key, aVersion("a", noMaterial), []);
}

/** The import of material into the key called `a`, with what differs. */
export function change(home: ScopedStore, differences: Partial<MaterialChange> = {}): Promise<boolean> {
  return home.keys.write.changeMaterial("key-a", {
    versionId: versionIdOf("a"),
    from: nothing,
    to: imported,
    expiresAt,
    states: { PendingImport: "Enabled", Disabled: "Disabled" },
    ...differences,
  });
}
