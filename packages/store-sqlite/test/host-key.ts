import type { KeyRecord, KeyVersionRecord } from "@keyferry/store";

/** An enabled symmetric key and its one version, `version of ID`, whose material is the id in UTF-8. */
export interface HostKey {
  readonly key: KeyRecord;
  readonly version: KeyVersionRecord;
}

/** A key of the host, as the store takes it, in an instance or outside of any. */
export function hostKey(id: string, instance: string | null = null): HostKey {
  const version = {
    id: `version of ${id}`,
    keyId: id,
    custody: "host",
    fingerprint: null,
    material: new TextEncoder().encode(id),
    createdAt: 0,
  };
  const key: KeyRecord = {
    id,
    instance,
    spec: "Aliyun_AES_256",
    usage: "ENCRYPT/DECRYPT",
    origin: "Aliyun_KMS",
    protectionLevel: "SOFTWARE",
    state: "Enabled",
    description: "",
    creator: "1",
    createdAt: 0,
    deleteAt: null,
    primaryVersionId: version.id,
    rotatedAt: 0,
    rotation: null,
    deletionProtection: null,
    materialExpiresAt: null,
    policy: null,
  };
  return { key, version };
}
