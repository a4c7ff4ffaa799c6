/** What it takes to do without the package of an adapter. */
export interface Removal {
  /** The lines that go, as they begin, by their files: the one place of each program that names the package. */
  readonly lines: Readonly<Record<string, readonly string[]>>;
  /** Files and folders that go with the package: what it is opened by, and the tests of programs that need it. */
  readonly files: readonly string[];
  /** Tests that hold without it: those of the programs that come nearest to it. */
  readonly tests: readonly string[];
}

const placeOfBackends = "apps/server/src/crypto/crypto-backends.ts";

/** How to do without each adapter that programs can do without. */
export const removals = {
  "crypto-webcrypto": {
    lines: {
      [placeOfBackends]: ["  webcrypto: "],
      "tools/testing/host-backends.ts": ["import { createWebCryptoBackend }", "    createWebCryptoBackend("],
    },
    files: [],
    tests: [
      "apps/server/test/options.test.ts",
      "apps/server/test/memory.test.ts",
      "apps/server/test/adapters.test.ts",
      "apps/server/test/bundle.test.ts",
      "apps/cli/test/demo.test.ts",
    ],
  },
  "crypto-pkcs11": {
    lines: {
      [placeOfBackends]: ["  pkcs11: "],
      "apps/cli/src/keys/pkcs11-adapter.ts": ["  pkcs11: "],
      "tools/testing/open-module.ts": ["  pkcs11: "],
    },
    files: ["apps/server/src/crypto/pkcs11-module.ts", "apps/server/test/hardware", "apps/cli/test/hardware"],
    tests: [
      "apps/server/test/options.test.ts",
      "apps/server/test/adapters.test.ts",
      "apps/server/test/bundle.test.ts",
      "apps/cli/test/token-options.test.ts",
      "apps/cli/test/open.test.ts",
      "apps/cli/test/demo.test.ts",
    ],
  },
  "store-sqlite": {
    lines: {
      "apps/server/src/data/databases.ts": ["  sqlite: "],
      "tools/testing/stores.ts": ["import { inSqlite }", "  SQLite: "],
    },
    files: ["tools/testing/sqlite-place.ts", "apps/server/test/sqlite"],
    tests: [
      "apps/server/test/ephemeral.test.ts",
      "apps/server/test/adapters.test.ts",
      "packages/service/test/changing-lists.test.ts",
      "packages/service/test/state-machine.test.ts",
    ],
  },
} as const satisfies Readonly<Record<string, Removal>>;
