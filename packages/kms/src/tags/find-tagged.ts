import { isSecretName, serviceError, ServiceError } from "@keyferry/protocol";
import type { TaggedType } from "@keyferry/store";
import type { KeyLookup } from "../call/key-lookup.ts";
import type { KeyTarget, SecretTarget } from "../call/targets.ts";
import type { TaggedTarget, TaggedTargets } from "./tagged.ts";

/**
 * Finds the resources of a type that a caller names: keys and KMS instances by their ids, secrets by their names.
 *
 * @throws ServiceError `InvalidResourceId.NotFound`; of an instance `Forbidden.DKMSInstanceNotFound`
 */
export async function findTagged(
  type: TaggedType,
  ids: readonly string[],
  lookup: KeyLookup,
): Promise<TaggedTargets> {
  const found = new Map<string, TaggedTarget>();
  for (const id of ids) if (!found.has(id)) found.set(id, await findOne(type, id, lookup));
  return Object.fromEntries(found);
}

async function findOne(type: TaggedType, id: string, lookup: KeyLookup): Promise<TaggedTarget> {
  if (type === "instance") return { ...(await lookup.instance(id)), tagged: { type, id } };
  if (type === "secret" && !isSecretName(id)) throw serviceError("InvalidResourceId.NotFound");
  try {
    return type === "key" ? taggedKey(await lookup.byId(id)) : taggedSecret(await lookup.secrets.byName(id));
  } catch (cause) {
    // What is no key's id, or names none, is the same to whoever asks for tags.
    if (!(cause instanceof ServiceError)) throw cause;
    throw serviceError("InvalidResourceId.NotFound", { cause });
  }
}

/** What the older operations name: one of these. */
interface OneName {
  readonly KeyId?: string | undefined;
  readonly SecretName?: string | undefined;
  readonly CertificateId?: string | undefined;
}

/**
 * Finds the one resource that a caller of the older operations names: a key by its id, alias or ARN, a
 * secret by its name or ARN.
 *
 * @throws ServiceError `MissingParameter` where none is named, `InvalidParameter` where several are, `UnsupportedOperation`
 *   for a certificate
 */
export async function findOneTagged(
  { KeyId, SecretName, CertificateId }: OneName,
  lookup: KeyLookup,
): Promise<TaggedTargets> {
  const named = [KeyId, SecretName, CertificateId].filter((name) => name !== undefined);
  if (named.length === 0) {
    throw serviceError("MissingParameter", { parameter: "KeyId", reason: "or SecretName: name a resource" });
  }
  if (named.length > 1) {
    const reason = "only one of KeyId, SecretName and CertificateId may be there";
    throw serviceError("InvalidParameter", { parameter: "KeyId", reason });
  }
  if (CertificateId !== undefined) {
    const reason = "there are no certificates";
    throw serviceError("UnsupportedOperation", { parameter: "CertificateId", reason });
  }
  if (KeyId !== undefined) return { tagged: taggedKey(await lookup.byName(KeyId)) };
  return { tagged: taggedSecret(await lookup.secrets.byName(SecretName ?? "")) };
}

function taggedKey(target: KeyTarget): TaggedTarget {
  return { ...target, tagged: { type: "key", id: target.key.id } };
}

function taggedSecret(target: SecretTarget): TaggedTarget {
  return { ...target, tagged: { type: "secret", id: target.secret.name } };
}
