import type { ImportAlgorithm } from "@keyferry/algorithms";
import { importAlgorithms } from "@keyferry/algorithms";
import {
  type createKey,
  describeKey,
  getParametersForImport,
  importKeyMaterial,
  type AnswerOf,
  type RequestOf,
} from "@keyferry/protocol";
import { wrapMaterial } from "../../../tools/testing/wrap-material.ts";
import type { Service } from "./service.ts";

/** Makes a key that waits for its material. */
export async function newExternalKey(
  { newKey }: Service,
  request: RequestOf<typeof createKey> = {},
): Promise<string> {
  return newKey({ Origin: "EXTERNAL", ...request });
}

/** What is needed to wrap material for a key. */
export function parametersFor(
  { call }: Service,
  KeyId: string,
  WrappingAlgorithm: ImportAlgorithm = "RSAES_OAEP_SHA_256",
): Promise<AnswerOf<typeof getParametersForImport>> {
  const WrappingKeySpec = importAlgorithms[WrappingAlgorithm].recipient;
  return call(getParametersForImport, { KeyId, WrappingAlgorithm, WrappingKeySpec });
}

/** A request that imports material into a key. */
export async function importOf(
  service: Service,
  KeyId: string,
  material: Uint8Array,
): Promise<RequestOf<typeof importKeyMaterial>> {
  const { PublicKey, ImportToken } = await parametersFor(service, KeyId);
  return {
    KeyId,
    ImportToken,
    EncryptedKeyMaterial: wrapMaterial(PublicKey, material, "RSAES_OAEP_SHA_256"),
  };
}

/** Imports material into a key. */
export async function importInto(
  service: Service,
  KeyId: string,
  material: Uint8Array,
  KeyMaterialExpireUnix?: number,
): Promise<void> {
  const request = await importOf(service, KeyId, material);
  await service.call(importKeyMaterial, {
    ...request,
    ...(KeyMaterialExpireUnix !== undefined && { KeyMaterialExpireUnix }),
  });
}

/** A key's state, and when its material expires. */
export async function stateOf(
  { call }: Service,
  KeyId: string,
): Promise<readonly [state: string, expires: string]> {
  const { KeyMetadata } = await call(describeKey, { KeyId });
  return [KeyMetadata.KeyState, KeyMetadata.MaterialExpireTime];
}
