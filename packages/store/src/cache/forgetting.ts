import type { StoreScope } from "../scope.ts";
import type { Identities, Recipients, ScopedStore } from "../aggregates.ts";
import { keyName, nameOf, type KeptAggregate } from "../view/look-up.ts";

/** What keeps answers, and can be told that something has changed. */
export interface Forgetful {
  /** Forgets every answer that hangs on one of these. */
  forget(...owners: readonly string[]): void;
}

/** What is forgotten after a call of each method, by its name: a method that nothing is said of does not compile. */
type Forgets<W> = {
  readonly [M in keyof W]: W[M] extends (...call: infer A) => unknown ? (...call: A) => void : never;
};

type AnyMethod = (...call: readonly unknown[]) => Promise<unknown>;

/** The same methods, after each of which something is forgotten, whether it succeeds or not. */
export function thenForget<W extends object>(write: W, forgets: Forgets<W>): W {
  const methods = write as Readonly<Record<string, AnyMethod | undefined>>;
  const wrapped = Object.entries(
    forgets as Readonly<Record<string, (...call: readonly unknown[]) => void>>,
  ).map(([name, forget]) => {
    const forgetting: AnyMethod = async (...call) => {
      try {
        return await methods[name]?.(...call);
      } finally {
        forget(...call);
      }
    };
    return [name, forgetting] as const;
  });
  return { ...write, ...Object.fromEntries(wrapped) };
}

/** A scope whose writers have caches forget what hangs on what they write. */
export function forgettingScope(
  scope: StoreScope,
  { keys, aliases, instances, policies, secrets, ...notKept }: ScopedStore,
  caches: Readonly<Record<KeptAggregate, Forgetful>>,
): ScopedStore {
  const { account, region } = scope;
  const forgetKey = (id: string) => {
    caches.keys.forget(keyName(scope, id));
  };
  const forgetVersion = ({ id, keyId }: { readonly id: string; readonly keyId: string }) => {
    caches.keys.forget(keyName(scope, keyId), nameOf("policies of version", region, id));
  };
  const forgetAlias = (name: string) => {
    caches.keys.forget(nameOf("key of alias", account, region, name));
  };
  const forgetInstance = (id: string) => {
    caches.instances.forget(nameOf("instance", account, region, id), nameOf("instances"));
  };
  const forgetSecret = (name: string) => {
    caches.secrets.forget(nameOf("secret", account, region, name));
  };
  return {
    ...notKept,
    keys: {
      read: keys.read,
      write: thenForget(keys.write, {
        create: (_, version) => {
          forgetVersion(version);
        },
        changeState: forgetKey,
        updateDescription: forgetKey,
        setDeletionProtection: forgetKey,
        changeMaterial: forgetKey,
        setRotation: forgetKey,
        addVersion: forgetVersion,
        // Nobody is told the count.
        reserveMessages: () => undefined,
      }),
    },
    aliases: {
      read: aliases.read,
      write: thenForget(aliases.write, {
        create: ({ name }) => {
          forgetAlias(name);
        },
        move: forgetAlias,
        delete: forgetAlias,
      }),
    },
    instances: {
      read: instances.read,
      write: thenForget(instances.write, {
        create: ({ id }) => {
          forgetInstance(id);
        },
        connect: forgetInstance,
        bindVpcs: forgetInstance,
        setPublicAccess: forgetInstance,
        rename: forgetInstance,
        setDeletionProtection: forgetInstance,
        delete: forgetInstance,
      }),
    },
    policies: {
      write: thenForget(policies.write, {
        set: (id) => {
          caches.keys.forget(keyName(scope, id), nameOf("policies"));
        },
      }),
    },
    secrets: {
      read: secrets.read,
      write: thenForget(secrets.write, {
        create: ({ name }) => {
          forgetSecret(name);
        },
        change: forgetSecret,
      }),
    },
  };
}

/** Identities whose writer has a cache forget what hangs on what it writes. */
export function forgettingIdentities({ read, write }: Identities, cache: Forgetful): Identities {
  const forgetUser = (account: string, name: string) => {
    cache.forget(nameOf("user", account, name));
  };
  const forgetAccessKey = (_: string, id: string) => {
    cache.forget(nameOf("access key", id));
  };
  return {
    read,
    write: thenForget(write, {
      // What was not found before is not kept.
      createUser: () => undefined,
      createAccessKey: () => undefined,
      deleteUser: forgetUser,
      setUserPolicies: forgetUser,
      setAccessKeyActive: forgetAccessKey,
      deleteAccessKey: forgetAccessKey,
    }),
  };
}

/** Recipients whose writer has a cache forget what hangs on what it writes. */
export function forgettingRecipients({ read, write }: Recipients, cache: Forgetful): Recipients {
  return {
    read,
    write: thenForget(write, {
      // What was not found before is not kept.
      create: () => undefined,
      delete: (account, name) => {
        cache.forget(nameOf("recipient", account, name));
      },
    }),
  };
}
