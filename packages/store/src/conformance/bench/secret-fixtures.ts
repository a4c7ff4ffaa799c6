import type { ScopedStore } from "../../aggregates.ts";
import type { SecretFilter, SecretWriter } from "../../secrets/contract.ts";
import type { SecretRecord, SecretRotation, SecretVersionRecord } from "../../secrets/records.ts";
import type { TagRecord } from "../../tags/contract.ts";
import { homeScope, startTime } from "./check.ts";

/** A generic secret of the key `key-a`, whose version `v1` is the current one, with what differs. */
export function aSecret(name: string, differences: Partial<SecretRecord> = {}): SecretRecord {
  return {
    name,
    instance: null,
    type: "Generic",
    description: "",
    keyId: "key-a",
    creator: homeScope.account,
    createdAt: startTime,
    updatedAt: startTime,
    deleteAt: null,
    policy: null,
    stages: [{ name: "ACSCurrent", versionId: "v1" }],
    extendedConfig: null,
    rotation: null,
    ...differences,
  };
}

/** What renews a secret at a time, with what differs. */
export function aRotation(nextAt: number | null, differences: Partial<SecretRotation> = {}): SecretRotation {
  return {
    automatic: "Enabled",
    intervalSeconds: 604_800,
    lastAt: startTime,
    nextAt,
    failure: "refused",
    begun: null,
    ...differences,
  };
}

/** A version of a secret, with what differs. */
export function aSecretVersion(
  secretName: string,
  id: string,
  differences: Partial<SecretVersionRecord> = {},
): SecretVersionRecord {
  const bytes = (text: string) => new TextEncoder().encode(`${text} of ${secretName} ${id}`);
  return {
    id,
    secretName,
    dataType: "text",
    dataKey: bytes("data key"),
    value: bytes("value"),
    createdAt: startTime,
    ...differences,
  };
}

/** Creates a secret with one version, `v1`. */
export async function createSecret(
  home: ScopedStore,
  name: string,
  differences: Partial<SecretRecord> = {},
  tags: readonly TagRecord[] = [],
  quota?: number,
): ReturnType<SecretWriter["create"]> {
  return home.secrets.write.create(aSecret(name, differences), [aSecretVersion(name, "v1")], tags, quota);
}

/** The names of the secrets that match, in the order of the list. */
export async function listedSecrets(
  home: ScopedStore,
  filter: SecretFilter = {},
): Promise<readonly string[]> {
  const { items } = await home.secrets.read.list(filter, { offset: 0, limit: 100 });
  return items.map(({ name }) => name);
}

/** Deletes a secret at once. */
export function deleteSecret(home: ScopedStore, name: string): Promise<"changed" | "deleted" | "no secret"> {
  return home.secrets.write.change<never>(name, () => "delete");
}
