import { randomUUID } from "node:crypto";
import { textOf } from "./answer.ts";
import type { ClientKind, Connection, OfficialClient } from "./clients/client-kind.ts";

/** A key that the service holds. */
export interface HeldKey {
  readonly keyId: string;
  /** Its primary version. */
  readonly versionId: string;
}

/** One client's stay at the service. */
export interface Session {
  readonly client: OfficialClient;
  /** Makes what a call needs, where the client's own gateway makes nothing. */
  readonly preparing: OfficialClient;
  /** The instance that keys and secrets are made in; absent where they are made in none. */
  readonly home?: string;
  /** An instance of the service, by its id. */
  readonly instanceId: string;
  /** The id of an instance that is not connected, and that nobody else takes. */
  readonly takeNewInstance: () => string;
  /** The same kind of client with a secret that is not its access key's. */
  readonly impostor: OfficialClient;
  /** A key of its own for a test that changes it. */
  readonly newKey: (parameters?: Readonly<Record<string, string>>) => Promise<HeldKey>;
  /** A key that several tests use and none changes. */
  readonly sharedKey: (parameters?: Readonly<Record<string, string>>) => Promise<HeldKey>;
  /** An alias of its own. */
  readonly newAlias: (keyId: string) => Promise<string>;
}

/** The instances of the service that a session works with. */
export type SessionInstances = Pick<Session, "instanceId" | "takeNewInstance">;

/** Starts a session; nothing is asked of the service yet. */
export function openSession(
  kind: ClientKind,
  connection: Connection,
  { instanceId, takeNewInstance }: SessionInstances,
): Session {
  const client = kind.connect(connection);
  const impostor = kind.connect({ ...connection, accessKeySecret: "not-the-secret" });
  const shared = new Map<string, Promise<HeldKey>>();

  async function newKey(parameters: Readonly<Record<string, string>> = {}): Promise<HeldKey> {
    const answer = await client.call("CreateKey", parameters);
    const keyId = textOf(answer, "KeyMetadata", "KeyId");
    return { keyId, versionId: textOf(answer, "KeyMetadata", "PrimaryKeyVersion") };
  }

  return {
    client,
    preparing: client,
    instanceId,
    takeNewInstance,
    impostor,
    newKey,

    sharedKey(parameters = {}) {
      const name = JSON.stringify(parameters);
      const key = shared.get(name) ?? newKey(parameters);
      shared.set(name, key);
      return key;
    },

    async newAlias(keyId) {
      const alias = `alias/interop-${randomUUID()}`;
      await client.call("CreateAlias", { KeyId: keyId, AliasName: alias });
      return alias;
    },
  };
}
