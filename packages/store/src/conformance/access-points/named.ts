import { expectSame } from "@keyferry/conformance";
import type { Named, NamedChanges } from "../../access-points/contract.ts";
import type { NamedStore, ScopedStore } from "../../aggregates.ts";
import { aNetworkRule, anAccessPoint, anAccessPolicy } from "../bench/access-fixtures.ts";
import { homeScope, storeCheck } from "../bench/check.ts";
import { expectStoreError } from "../bench/expect-store-error.ts";

/** A kind of things that have names. */
interface NamedKind<R extends Named> {
  /** In words. */
  readonly what: string;
  readonly of: (home: ScopedStore) => NamedStore<R>;
  readonly make: (name: string, differences?: { readonly description: string }) => R;
  /** Another value of everything that may change. */
  readonly changes: NamedChanges<R>;
}

const page = { offset: 0, limit: 10 };
const elsewhere = [
  { ...homeScope, account: "1000000000000002" },
  { ...homeScope, region: "cn-beijing" },
];

function namedChecks<R extends Named>({ what, of, make, changes }: NamedKind<R>) {
  const listed = async (home: ScopedStore) => (await of(home).read.list(page)).items.map(({ name }) => name);
  return [
    storeCheck(`keeps all of ${what}, and every text as it is`, async ({ home }) => {
      const hard = make(`"'; -- 订单 \u{1f511}`, { description: " \t\r\n e\u0301 \u00e9 " });
      expectSame(await of(home).write.create(hard, 1), "created");
      expectSame(await of(home).read.byName(hard.name), hard);
      expectSame(await of(home).read.list(page), { items: [hard], total: 1 });
    }),

    storeCheck(`finds no ${what} that are not there`, async ({ home }) => {
      await of(home).write.create(make("a"), 9);
      for (const name of ["A", "b", "a\0", "a\ud800"]) {
        expectSame(await of(home).read.byName(name), undefined);
        expectSame(await of(home).write.change(name, changes), false);
        expectSame(await of(home).write.delete(name), false);
      }
      expectSame(await of(home).read.byName("a"), make("a"));
    }),

    storeCheck(`makes no two ${what} of one name, and no more than there may be`, async ({ home }) => {
      expectSame(await of(home).write.create(make("a"), 2), "created");
      expectSame(await of(home).write.create(make("a", { description: "another" }), 2), "name taken");
      expectSame(await of(home).write.create(make("b"), 2), "created");
      expectSame(await of(home).write.create(make("c"), 2), "too many");
      expectSame(await of(home).write.create(make("b"), 2), "name taken");
      expectSame(await of(home).read.byName("a"), make("a"));
      expectSame(await listed(home), ["a", "b"]);
      expectSame(await of(home).write.delete("a"), true);
      expectSame(await of(home).write.create(make("c"), 2), "created");
      expectSame(await listed(home), ["b", "c"]);
    }),

    storeCheck(`makes one of the ${what} of one name that are made at once`, async ({ home }) => {
      const made = ["one", "two", "three"].map((description) =>
        of(home).write.create(make("a", { description }), 9),
      );
      expectSame((await Promise.all(made)).sort(), ["created", "name taken", "name taken"]);
      expectSame(await listed(home), ["a"]);
    }),

    storeCheck(`changes what is said of ${what}, and only that`, async ({ home }) => {
      for (const name of ["a", "b"]) await of(home).write.create(make(name), 9);
      expectSame(await of(home).write.change("a", changes), true);
      expectSame(await of(home).read.byName("a"), { ...make("a"), ...changes });
      expectSame(await of(home).write.change("a", {}), true);
      expectSame(await of(home).read.byName("a"), { ...make("a"), ...changes });
      expectSame(await of(home).read.byName("b"), make("b"));
      expectSame(await listed(home), ["a", "b"]);
    }),

    storeCheck(
      `lists ${what} in the order they were made, by pages, each with the total`,
      async ({ home }) => {
        for (const name of ["c", "a", "b"]) await of(home).write.create(make(name), 9);
        const on = async (offset: number, limit: number) => {
          const { items, total } = await of(home).read.list({ offset, limit });
          return [items.map(({ name }) => name), total];
        };
        expectSame(await on(0, 2), [["c", "a"], 3]);
        expectSame(await on(2, 2), [["b"], 3]);
        expectSame(await on(3, 2), [[], 3]);
      },
    ),

    storeCheck(`keeps the ${what} of scopes apart`, async ({ store, home }) => {
      await of(home).write.create(make("a"), 1);
      for (const scope of elsewhere) {
        const other = store.scoped(scope);
        expectSame(await of(other).read.byName("a"), undefined);
        expectSame(await of(other).read.list(page), { items: [], total: 0 });
        expectSame(await of(other).write.change("a", changes), false);
        expectSame(await of(other).write.delete("a"), false);
        expectSame(await of(other).write.create(make("a", { description: "there" }), 1), "created");
        expectSame(await of(other).write.delete("a"), true);
      }
      expectSame(await of(home).read.byName("a"), make("a"));
    }),

    storeCheck(`keeps its own copy of ${what}`, async ({ home }) => {
      const given = structuredClone(make("a"));
      await of(home).write.create(given, 9);
      for (const value of Object.values(given)) if (Array.isArray(value)) value.push("more");
      expectSame(await of(home).read.byName("a"), make("a"));
    }),

    storeCheck(`refuses text of ${what} that cannot be kept, or keeps it exactly`, async ({ home }) => {
      const inexact = make("a", { description: "a\0b" });
      const outcome = await of(home)
        .write.create(inexact, 9)
        .catch(() => "refused");
      expectSame(await of(home).read.byName("a"), outcome === "created" ? inexact : undefined);
      if (outcome !== "created") await expectStoreError(of(home).write.create(inexact, 9), "refused");
    }),
  ];
}

export const networkRuleChecks = namedChecks({
  what: "network rules",
  of: (home) => home.networkRules,
  make: aNetworkRule,
  changes: { type: "Other", description: "new", sources: [] },
});

export const accessPolicyChecks = namedChecks({
  what: "access policies",
  of: (home) => home.accessPolicies,
  make: anAccessPolicy,
  changes: {
    description: "new",
    instance: "kst-a",
    permissions: [],
    resources: ["key/b"],
    networkRules: [],
    rulesText: "",
  },
});

export const accessPointChecks = namedChecks({
  what: "access points",
  of: (home) => home.accessPoints,
  make: anAccessPoint,
  changes: { description: "new", authentication: "Other", policies: [] },
});
