import { generateKeyPairSync } from "node:crypto";
import { rootPrincipal } from "@keyferry/access";
import type { CryptoBackend, Sealer } from "@keyferry/crypto";
import type { AuditTrail, HostFallback, Kms, Scope } from "@keyferry/kms";
import { createKey, operations, parseRequest, type Operation, type OperationName } from "@keyferry/protocol";
import { createService } from "@keyferry/service";
import type { KeyStore } from "@keyferry/store";
import { createMemoryNonceStore, createMemoryStore } from "@keyferry/store-memory";

/** Parameters of a request, by name. */
export type Parameters = Readonly<Record<string, string>>;

/** A key that a service has made, as requests name it. */
export interface NamedKey {
  readonly KeyId: string;
  readonly KeyVersionId: string;
}

const account = "1000000000000000";
const now = Date.UTC(2026, 0, 2);
const scope: Scope = {
  account,
  region: "cn-hangzhou",
  gateway: "vpc",
  instance: null,
  sourceAddress: "127.0.0.1",
  fromVpc: true,
  vpc: null,
  secure: false,
  time: now,
};

/** The store of each service. */
const stores = new WeakMap<Kms, KeyStore>();

/** Opens one store for several services; answers what makes a service of a backend. */
export async function openSharedStore(
  sealer: Sealer,
): Promise<(crypto: CryptoBackend, hostFallback?: HostFallback) => Kms> {
  const store = createMemoryStore({ clock: () => now });
  const root = { account, accessKeyId: "root", accessKeySecret: "root-secret" };
  return (crypto, hostFallback = "refuse") => {
    const parts = { store, nonces: createMemoryNonceStore(), sealer, root, region: scope.region };
    const { kms } = createService({ ...parts, clock: () => now, crypto, hostFallback });
    stores.set(kms, store);
    return kms;
  };
}

/** Calls an operation as the root, as the gateway would. */
export async function call(
  kms: Kms,
  name: OperationName,
  parameters: Parameters,
  trail: AuditTrail = { resources: [], custodies: [], keyVersions: [] },
): Promise<Readonly<Record<string, unknown>>> {
  const operation = operations[name] as Operation;
  const request = parseRequest(operation, new Map(Object.entries(parameters)));
  const view = await stores.get(kms)?.view();
  if (view === undefined) throw new Error("the service has no shared store");
  return kms.call(operation, request, { scope, principal: rootPrincipal(account), view, trail });
}

/** Makes a key. */
export async function newKey(kms: Kms, parameters: Parameters): Promise<NamedKey> {
  const { KeyMetadata } = (await call(kms, createKey.name, parameters)) as {
    readonly KeyMetadata: { readonly KeyId: string; readonly PrimaryKeyVersion: string };
  };
  return { KeyId: KeyMetadata.KeyId, KeyVersionId: KeyMetadata.PrimaryKeyVersion };
}

/** The operations that do cryptography. */
export const cryptographicOperations = [
  "Encrypt",
  "Decrypt",
  "ReEncrypt",
  "GenerateDataKey",
  "GenerateDataKeyWithoutPlaintext",
  "ExportDataKey",
  "GenerateAndExportDataKey",
  "AsymmetricEncrypt",
  "AsymmetricDecrypt",
  "AsymmetricSign",
  "AsymmetricVerify",
  "GetPublicKey",
] as const satisfies readonly OperationName[];

const spki = { type: "spki", format: "der" } as const;

/** Public keys of recipients, by their spec: SubjectPublicKeyInfo, DER, in base64. */
export const publicKeys = {
  RSA_2048: generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export(spki).toString("base64"),
  EC_SM2: generateKeyPairSync("ec", { namedCurve: "SM2" }).publicKey.export(spki).toString("base64"),
};

/** Bytes of an answer, or of a request, as base64 text. */
export const base64 = (bytes: unknown): string => Buffer.from(bytes as Uint8Array).toString("base64");
