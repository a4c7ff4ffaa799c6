import type {
  IdentityReader,
  IdentityWriter,
  KeyStore,
  Recipients,
  ScopedStore,
  UnscopedStore,
} from "@keyferry/store";
import { storeConformance } from "@keyferry/store/conformance";

/** What of an aggregate is another. */
type Part<A> = { readonly [D in keyof A]?: Partial<A[D]> };

/** What is wrong with a store. */
export interface Flaw {
  readonly keys?: (right: ScopedStore) => Part<ScopedStore["keys"]>;
  readonly aliases?: (right: ScopedStore) => Part<ScopedStore["aliases"]>;
  readonly instances?: (right: ScopedStore) => Part<ScopedStore["instances"]>;
  readonly policies?: (right: ScopedStore) => Part<ScopedStore["policies"]>;
  readonly secrets?: (right: ScopedStore) => Part<ScopedStore["secrets"]>;
  readonly accessPoints?: (right: ScopedStore) => Part<ScopedStore["accessPoints"]>;
  readonly clientKeys?: (right: ScopedStore) => Part<ScopedStore["clientKeys"]>;
  readonly allSecrets?: (right: UnscopedStore) => Part<UnscopedStore["secrets"]>;
  readonly allKeys?: (right: UnscopedStore) => Part<UnscopedStore["keys"]>;
  readonly allPolicies?: (right: UnscopedStore) => Part<UnscopedStore["policies"]>;
  readonly lookUps?: (right: IdentityReader) => Partial<IdentityReader>;
  readonly identities?: (right: IdentityWriter, store: KeyStore) => Partial<IdentityWriter>;
  readonly recipients?: (right: Recipients) => Part<Recipients>;
  readonly store?: (right: KeyStore) => Partial<KeyStore>;
}

/** An aggregate with what is wrong with it in the place of what is right. */
function flawed<A extends object>(right: A, part: Part<A> = {}): A {
  const parts = new Map<string, object>(Object.entries(part));
  const doors = new Map<string, object>(Object.entries(right));
  const whole = Array.from(doors, ([door, methods]) => [door, { ...methods, ...parts.get(door) }] as const);
  return Object.fromEntries(whole) as A;
}

type StoreOptions = Parameters<typeof storeConformance>[0];

/** The names of the checks that the stores of `options` fail with this flaw. */
export async function failuresOf(options: StoreOptions, flaw: Flaw): Promise<string[]> {
  const checks = storeConformance({
    ...options,
    open: async (parts) => {
      const right = await options.open(parts);
      const scoped: KeyStore["scoped"] = (scope) => {
        const home = right.scoped(scope);
        return {
          ...home,
          keys: flawed(home.keys, flaw.keys?.(home)),
          aliases: flawed(home.aliases, flaw.aliases?.(home)),
          instances: flawed(home.instances, flaw.instances?.(home)),
          policies: flawed(home.policies, flaw.policies?.(home)),
          secrets: flawed(home.secrets, flaw.secrets?.(home)),
          accessPoints: flawed(home.accessPoints, flaw.accessPoints?.(home)),
          clientKeys: flawed(home.clientKeys, flaw.clientKeys?.(home)),
        };
      };
      const everywhere = {
        ...right.everywhere,
        keys: flawed(right.everywhere.keys, flaw.allKeys?.(right.everywhere)),
        secrets: flawed(right.everywhere.secrets, flaw.allSecrets?.(right.everywhere)),
        policies: flawed(right.everywhere.policies, flaw.allPolicies?.(right.everywhere)),
      };
      const identities = {
        read: { ...right.identities.read, ...flaw.lookUps?.(right.identities.read) },
        write: { ...right.identities.write, ...flaw.identities?.(right.identities.write, right) },
      };
      const recipients = flawed(right.recipients, flaw.recipients?.(right.recipients));
      return { ...right, scoped, everywhere, identities, recipients, ...flaw.store?.(right) };
    },
  });
  const outcomes = await Promise.allSettled(checks.map((check) => check.run()));
  return checks.filter((_, index) => outcomes[index]?.status === "rejected").map(({ name }) => name);
}
