import type { SecretRecord, SecretVersionRecord } from "@keyferry/store";

/** A generic secret outside instances, without labels. */
export function aSecret(name: string): SecretRecord {
  return {
    name,
    instance: null,
    type: "Generic",
    description: `what ${name} is for`,
    keyId: `key of ${name}`,
    creator: `maker of ${name}`,
    createdAt: 1,
    updatedAt: 2,
    deleteAt: null,
    policy: null,
    stages: [],
    extendedConfig: null,
    rotation: null,
  };
}

/** A version of a secret. */
export function aSecretVersion(secretName: string, id: string): SecretVersionRecord {
  const bytes = (text: string) => new TextEncoder().encode(`${text} ${secretName} ${id}`);
  return {
    id,
    secretName,
    dataType: id === "v1" ? "text" : "binary",
    dataKey: bytes("data key"),
    value: bytes("value"),
    createdAt: id.length,
  };
}
