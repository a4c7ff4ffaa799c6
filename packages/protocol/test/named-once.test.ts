import { globSync, readFileSync } from "node:fs";
import { everyOperation } from "@keyferry/protocol";
import ts from "typescript";
import { describe, expect, it } from "vitest";

const root = new URL("../../../", import.meta.url);
const all = Object.values(everyOperation);
const camelCase = (name: string) => name.charAt(0).toLowerCase() + name.slice(1);
const kebabCase = (name: string) =>
  camelCase(name).replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
/** The name in code, and the identifier of the definition. */
const names = new Map(all.flatMap(({ name }) => [[name, name] as const, [camelCase(name), name] as const]));
const inText = new RegExp(`(?<![A-Za-z_])(?:${all.map(({ name }) => name).join("|")})(?![A-Za-z])`, "g");

/** Where an operation may be named besides its definition, its handler and the index beside each of them, and why. */
const elsewhere: Readonly<Record<string, readonly string[]>> = {
  // The one word that the language of trust policies has.
  "packages/access/src/policies/trust-policy.ts": ["AssumeRole"],
  // An entry of a seed is read as these would read it, so that no rule stands in two places.
  "apps/server/src/seed/seed-key.ts": ["CreateKey", "DeleteAlias"],
  // It reads values, whichever operation does it.
  "packages/protocol/src/operations/secrets/batch-get-secret-value.ts": ["GetSecretValue"],
  // What a secret's values need of their key, as documented.
  "packages/protocol/src/operations/secrets/fields.ts": ["Decrypt", "GenerateDataKey"],
  // Words of a message: what to do with a text that cannot be exported, and what made it.
  "packages/kms/src/call/failures.ts": ["Decrypt"],
  "packages/crypto-pkcs11/src/module/keys/bodies.ts": ["Encrypt"],
  // The published SDKs lack it.
  "packages/samples/src/official/members.ts": ["UpdateKmsInstance"],
  // Which resource of somebody else's program makes which call.
  "packages/samples/src/terraform/resources.ts": [
    "CreateAlias",
    "CreateApplicationAccessPoint",
    "CreateClientKey",
    "CreateKey",
    "CreateNetworkRule",
    "CreatePolicy",
    "CreateSecret",
    "Decrypt",
    "Encrypt",
    "ListAliases",
    "ListKeyVersions",
    "ListKeys",
    "ListKmsInstances",
    "ListSecretVersionIds",
    "ListSecrets",
  ],
  // Members of its answer, which are called as operations are.
  "packages/protocol/src/operations/tags/list-tag-resources.ts": ["TagResource", "TagResources"],
  "packages/protocol/src/operations/tags/list-tag-resources.example.ts": ["TagResources"],
  "packages/kms/src/operations/tags/list-tag-resources.ts": ["TagResources"],
};

/** The operations that a file's code names: in a text, or by the identifier of the definition. */
function namedIn(text: string): ReadonlySet<string> {
  const found = new Set<string>();
  // Most files are parsed in vain otherwise.
  if (!/@keyferry\/protocol|operations\//.test(text) && text.match(inText) === null) return found;
  const source = ts.createSourceFile("file.ts", text, ts.ScriptTarget.Latest, true);
  visit(source);
  return found;

  function visit(node: ts.Node): void {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) {
      const from = node.moduleSpecifier?.getText() ?? "";
      if (/@keyferry\/protocol|operations\//.test(from)) ts.forEachChild(node, visitBinding);
      return;
    }
    if (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) {
      for (const [name] of node.text.matchAll(inText)) found.add(name);
    } else if (ts.isIdentifier(node) && names.get(node.text) === node.text) {
      found.add(node.text);
    }
    ts.forEachChild(node, visit);
  }

  function visitBinding(node: ts.Node): void {
    const name = ts.isIdentifier(node) ? names.get(node.text) : undefined;
    if (name !== undefined) found.add(name);
    ts.forEachChild(node, visitBinding);
  }
}

/** Whether a file is the definition or the handler of an operation, or the index beside it. */
function isItsOwn(file: string, name: string): boolean {
  return new RegExp(`/operations/(?:[a-z-]+/)?(?:${kebabCase(name)}(?:\\.example)?|index)\\.ts$`).test(file);
}

const files = globSync(["packages/*/src/**/*.ts", "apps/server/src/**/*.ts"], { cwd: root });

describe("the code of an operation", () => {
  it("is looked for in all packages and in the server", () => {
    expect(files.length).toBeGreaterThan(400);
    expect([...namedIn('import { encrypt } from "@keyferry/protocol"; call("kms:DescribeKey")')]).toEqual([
      "Encrypt",
      "DescribeKey",
    ]);
  });

  it("names it in its definition, its handler and their two indexes only", () => {
    const strays = files.flatMap((file) => {
      const allowed = elsewhere[file] ?? [];
      return [...namedIn(readFileSync(new URL(file, root), "utf8"))]
        .filter((name) => !isItsOwn(file, name) && !allowed.includes(name))
        .map((name) => `${file}: ${name}`);
    });
    expect(strays).toEqual([]);
  });

  it.each(Object.entries(elsewhere))("is named in %s, as long as that has to be", (file, allowed) => {
    expect([...namedIn(readFileSync(new URL(file, root), "utf8"))]).toEqual(
      expect.arrayContaining([...allowed]),
    );
  });
});
