import { newGroup, newRecipient, newRole, newUser } from "@keyferry/access";
import type { Sealer } from "@keyferry/crypto";
import { newInstance, type RandomBytes } from "@keyferry/kms";
import {
  createAlias,
  createKey,
  createSecret,
  disableKey,
  scheduleKeyDeletion,
  type RequestOf,
} from "@keyferry/protocol";
import type { KeyStore } from "@keyferry/store";
import { call } from "../../connection/call.ts";
import type { Connection } from "../../connection/connection.ts";
import { home } from "../tab/home.ts";
import { seededGroups, seededInstance, seededRecipients, seededRoles, seededUsers } from "./things.ts";

/** What a seed is planted with. */
export interface PlantSeedOptions {
  /** Empty. */
  readonly store: KeyStore;
  readonly sealer: Sealer;
  readonly random: RandomBytes;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Takes the calls that make keys and secrets: they stand in the audit trail, as everybody's do. */
  readonly connection: Connection;
}

/** Puts a few things into a new playground, so that no list is empty. */
export async function plantSeed({ connection, ...options }: PlantSeedOptions): Promise<void> {
  const instance = await plantPeople(options);
  const { accessKey } = home;
  const makeKey = async (alias: string, request: RequestOf<typeof createKey>): Promise<string> => {
    const { KeyMetadata } = await call(connection, accessKey, createKey, request);
    const { KeyId } = KeyMetadata;
    await call(connection, accessKey, createAlias, { AliasName: `alias/${alias}`, KeyId });
    return KeyId;
  };

  await makeKey("orders", {
    Description: "Seals the data keys of orders",
    Tags: [{ TagKey: "team", TagValue: "shop" }],
  });
  await makeKey("payments", {
    Description: "Has a new version each month",
    EnableAutomaticRotation: true,
    RotationInterval: 30 * 86_400,
  });
  await makeKey("contracts", {
    Description: "Signs contracts",
    KeySpec: "EC_P256",
    KeyUsage: "SIGN/VERIFY",
  });
  await makeKey("vault", { Description: "Lives in the instance", DKMSInstanceId: instance });
  const disabled = await makeKey("leaflets", { Description: "Disabled: no call may use it" });
  await call(connection, accessKey, disableKey, { KeyId: disabled });
  const going = await makeKey("summer-sale", { Description: "Is deleted in a week: move the clock and see" });
  await call(connection, accessKey, scheduleKeyDeletion, { KeyId: going, PendingWindowInDays: 7 });
  await call(connection, accessKey, createSecret, {
    SecretName: "shop/database",
    VersionId: "1",
    SecretData: "correct horse battery staple",
    Description: "The password of a database that there is not",
  });
}

/** Makes what no operation makes. @returns the id of the instance */
async function plantPeople({
  store,
  sealer,
  random,
  now,
}: Omit<PlantSeedOptions, "connection">): Promise<string> {
  const { account, region } = home;
  const scope = { account, region };
  const instance = newInstance({ name: seededInstance }, { scope, random, now });
  const users = seededUsers.map((entry) => newUser({ account, entry, sealer }));
  await store.seed({
    ...{ keys: [], secrets: [] },
    instances: [{ scope, instance }],
    groups: seededGroups.map((entry) => newGroup({ account, entry })),
    users: users.map(({ user }) => user),
    accessKeys: users.flatMap(({ accessKeys }) => accessKeys),
    roles: seededRoles.map((entry) => newRole({ account, entry })),
    recipients: seededRecipients.map((entry) =>
      newRecipient({
        ...{ account, entry, createdAt: now },
        certify: () => ({ certificateChain: null, validUntil: null }),
      }),
    ),
  });
  return instance.id;
}
