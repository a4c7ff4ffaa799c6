import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { ESLint, RuleTester } from "eslint";
import tseslint from "typescript-eslint";
import { describe, expect, it } from "vitest";
import { bytesSayWhatTheyHold } from "../../../tools/lint/bytes-say-what-they-hold.ts";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const name = "keyferry/bytes-say-what-they-hold";

RuleTester.describe = describe;
RuleTester.it = it;
const tester = new RuleTester({
  languageOptions: {
    parser: tseslint.parser,
    parserOptions: {
      projectService: { allowDefaultProject: ["*.ts"], defaultProject: "tsconfig.lint.json" },
      tsconfigRootDir: root,
    },
  },
});

const filename = join(root, "bytes.ts");
const given =
  "declare const bytes: Uint8Array; declare const buffer: Buffer; declare const room: ArrayBuffer; ";

const forbidden = [
  "new Uint8Array(32)",
  "new Uint8Array(bytes)",
  "new Uint8Array([1, 2])",
  "new Uint32Array(8)",
  "Uint8Array.of(1, 2)",
  "Uint8Array.from(bytes)",
  "Buffer.alloc(32)",
  "Buffer.allocUnsafe(32)",
  "Buffer.allocUnsafeSlow(32)",
  "Buffer.concat([buffer])",
  "Buffer.of(1, 2)",
  "Buffer.from('c2VjcmV0', 'base64')",
  "Buffer.from(bytes)",
  "bytes.slice()",
  "bytes.subarray(1).slice(0, 2)",
  "buffer.slice()",
  "(bytes as Uint8Array | undefined)?.slice()",
  "bytes.map((byte) => byte ^ 1)",
  "bytes.toReversed()",
  "new TextEncoder().encode('secret')",
];

const allowed = [
  "new Uint8Array(room)",
  "new Uint8Array(new ArrayBuffer(32))",
  "new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)",
  "Buffer.from(bytes.buffer, 0, 2)",
  "bytes.subarray(1)",
  "'text'.slice(1)",
  "[1, 2].map((value) => value + 1)",
  "[1, 2].slice()",
  "new TextEncoder().encodeInto('secret', bytes)",
];

const imports = [
  'import { concatBytes } from "@noble/ciphers/utils.js";',
  'import { utf8ToBytes } from "@noble/hashes/utils.js";',
  'import { randomBytes } from "node:crypto";',
];

tester.run(name, bytesSayWhatTheyHold, {
  valid: [
    ...allowed.map((code) => ({ name: code, code: `${given}${code};`, filename })),
    { code: 'import { randomFillSync } from "node:crypto";', filename },
    { code: 'import { joinSecret, randomBytes } from "./bytes.ts";', filename },
  ],
  invalid: [
    ...forbidden.map((code) => ({ name: code, code: `${given}${code};`, filename, errors: 1 })),
    ...imports.map((code) => ({ code, filename, errors: 1 })),
  ],
});

/** Those that hold ciphertexts and sealed secrets only, and the one that makes bytes. */
const without = [
  "packages/bytes",
  "packages/store",
  "packages/store-memory",
  "packages/store-sqlite",
  "packages/store-postgres",
  "packages/transport",
];

describe("the sources of the packages", () => {
  const folders = ["packages", "apps"].flatMap((parent) =>
    readdirSync(join(root, parent)).map((folder) => `${parent}/${folder}`),
  );

  it.each(folders.filter((folder) => existsSync(join(root, folder, "package.json"))))(
    "of %s are under the rule, unless they handle no secret",
    async (folder) => {
      const eslint = new ESLint({ cwd: root });
      const ruled = async (file: string) => {
        const config = (await eslint.calculateConfigForFile(join(root, folder, file))) as {
          readonly rules: Readonly<Record<string, readonly unknown[]>>;
        };
        return config.rules[name]?.[0] === 2;
      };
      expect(await ruled("src/index.ts")).toBe(!without.includes(folder));
      expect(await ruled("test/some.test.ts")).toBe(false);
    },
  );
});
