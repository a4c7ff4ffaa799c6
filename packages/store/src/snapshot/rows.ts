import { bytes, flag, listOf, object, oneOf, orNull, text, wholeNumber, type Field } from "./field.ts";
import type { ScopedRecord, StoreSnapshot } from "./snapshot.ts";

const scope = object({ account: text, region: text });
const tag = object({ key: text, value: text });
const texts = listOf(text);

function scoped<T>(record: Field<T>): Field<ScopedRecord<T>> {
  return object<ScopedRecord<T>>({ scope, record });
}

const instance = object({
  id: text,
  name: text,
  publicAccess: flag,
  createdAt: wholeNumber,
  connection: orNull(object({ vpcId: text, vSwitchIds: texts, zoneIds: texts, connectedAt: wholeNumber })),
  boundVpcs: listOf(object({ regionId: text, vpcId: text, vSwitchId: text, vpcOwnerId: text })),
  plan: object({
    chargeType: oneOf("PREPAY", "POSTPAY"),
    edition: oneOf("software", "hardware"),
    callsPerSecond: wholeNumber,
    keyVersions: wholeNumber,
    secrets: wholeNumber,
    vpcs: wholeNumber,
    logStorage: orNull(wholeNumber),
    endsAt: orNull(wholeNumber),
  }),
  deletionProtection: orNull(text),
});

const key = object({
  id: text,
  instance: orNull(text),
  spec: text,
  usage: text,
  origin: text,
  protectionLevel: oneOf("SOFTWARE", "HSM"),
  state: oneOf("Enabled", "Disabled", "PendingDeletion", "PendingImport"),
  description: text,
  creator: text,
  createdAt: wholeNumber,
  deleteAt: orNull(wholeNumber),
  primaryVersionId: text,
  materialExpiresAt: orNull(wholeNumber),
  rotatedAt: wholeNumber,
  rotation: orNull(object({ intervalSeconds: wholeNumber, nextAt: wholeNumber })),
  deletionProtection: orNull(text),
  policy: orNull(text),
});

const version = object({
  id: text,
  keyId: text,
  custody: text,
  material: bytes,
  fingerprint: orNull(bytes),
  createdAt: wholeNumber,
});

const secret = object({
  name: text,
  instance: orNull(text),
  type: text,
  description: text,
  keyId: text,
  creator: text,
  createdAt: wholeNumber,
  updatedAt: wholeNumber,
  deleteAt: orNull(wholeNumber),
  policy: orNull(text),
  stages: listOf(object({ name: text, versionId: text })),
  extendedConfig: orNull(text),
  rotation: orNull(
    object({
      automatic: oneOf("Enabled", "Disabled", "Invalid"),
      intervalSeconds: orNull(wholeNumber),
      lastAt: orNull(wholeNumber),
      nextAt: orNull(wholeNumber),
      failure: orNull(text),
      begun: orNull(object({ until: wholeNumber, versionId: orNull(text) })),
    }),
  ),
});

const secretVersion = object({
  id: text,
  secretName: text,
  dataType: oneOf("text", "binary"),
  dataKey: bytes,
  value: bytes,
  createdAt: wholeNumber,
});

const networkRule = object({
  name: text,
  type: text,
  description: text,
  sources: texts,
  createdAt: wholeNumber,
});

const accessPolicy = object({
  name: text,
  description: text,
  instance: text,
  permissions: texts,
  resources: texts,
  networkRules: texts,
  rulesText: text,
  createdAt: wholeNumber,
});

const accessPoint = object({
  name: text,
  description: text,
  authentication: text,
  policies: texts,
  createdAt: wholeNumber,
});

const clientKey = object({
  id: text,
  accessPoint: text,
  algorithm: text,
  certificate: bytes,
  notBefore: wholeNumber,
  notAfter: wholeNumber,
  createdAt: wholeNumber,
});

/** All rows of all aggregates. The type demands every property: one that a record is given cannot be forgotten here. */
export const rows = object<StoreSnapshot>({
  instances: listOf(scoped(instance)),
  keys: listOf(scoped(key)),
  versions: listOf(object({ scope, record: version, messages: wholeNumber })),
  aliases: listOf(scoped(object({ name: text, keyId: text, createdAt: wholeNumber }))),
  secrets: listOf(scoped(secret)),
  secretVersions: listOf(scoped(secretVersion)),
  tags: listOf(scoped(object({ type: oneOf("key", "secret", "instance"), id: text, tags: listOf(tag) }))),
  networkRules: listOf(scoped(networkRule)),
  accessPolicies: listOf(scoped(accessPolicy)),
  accessPoints: listOf(scoped(accessPoint)),
  clientKeys: listOf(scoped(clientKey)),
  groups: listOf(object({ account: text, name: text, policies: texts })),
  users: listOf(object({ account: text, name: text, policies: texts, groups: texts })),
  accessKeys: listOf(object({ id: text, account: text, userName: text, sealedSecret: bytes, active: flag })),
  roles: listOf(
    object({
      account: text,
      name: text,
      trustPolicy: text,
      policies: texts,
      maxSessionSeconds: wholeNumber,
    }),
  ),
  recipients: listOf(
    object({
      account: text,
      name: text,
      publicKey: bytes,
      spec: text,
      fingerprint: text,
      note: text,
      certificateChain: orNull(text),
      validUntil: orNull(wholeNumber),
      createdAt: wholeNumber,
    }),
  ),
  settings: listOf(object({ name: text, value: bytes })),
});
