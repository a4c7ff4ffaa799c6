/** A fault that someone could make, and that the tests must find. */
export interface Fault {
  readonly name: string;
  readonly file: string;
  /** Text of the file, and what stands in its place: every occurrence is replaced. */
  readonly from: string;
  readonly to: string;
  /** The projects whose tests are run. */
  readonly projects: readonly string[];
}

/** The deliberate faults. */
export const faults: readonly Fault[] = [
  {
    name: "OAEP hashes swapped",
    file: "packages/crypto-node/src/backend.ts",
    from: 'RSAES_OAEP_SHA_256: encryptRsaOaep("sha256")',
    to: 'RSAES_OAEP_SHA_256: encryptRsaOaep("sha1")',
    projects: ["crypto-node"],
  },
  {
    name: "encryption context not bound",
    file: "packages/crypto/src/binding.ts",
    from: "sha256(canonical)",
    to: "sha256(new Uint8Array(0))",
    projects: ["crypto", "kms"],
  },
  {
    name: "associated data dropped",
    file: "packages/crypto-node/src/gcm.ts",
    from: "setAAD(associatedData)",
    to: "setAAD(associatedData.subarray(0, 0))",
    projects: ["crypto-node"],
  },
  {
    name: "exponent 1 accepted",
    file: "packages/crypto/src/rsa-public-key.ts",
    from: "exponent < minExponent",
    to: "exponent < 1n",
    projects: ["crypto", "gateway"],
  },
  {
    name: "signature not checked",
    file: "packages/gateway/src/authenticate.ts",
    from: "if (!verification.valid)",
    to: 'if (!verification.valid && claim.signature === "")',
    projects: ["gateway"],
  },
  {
    name: "nonce not checked",
    file: "packages/gateway/src/replay-guard.ts",
    from: "if (!fresh)",
    to: 'if (!fresh && nonce === "")',
    projects: ["gateway"],
  },
  {
    name: "dry run executed",
    file: "packages/gateway/src/dry-run.ts",
    from: 'if (text === "true") return true;',
    to: 'if (text === "true") return false;',
    projects: ["gateway"],
  },
  {
    name: "XML escaped wrongly",
    file: "packages/protocol/src/wire/xml-write.ts",
    from: '"<": "&lt;"',
    to: '"<": "<"',
    projects: ["protocol"],
  },
  {
    name: "wrong key version chosen",
    file: "packages/kms/src/key-lookup.ts",
    from: "...named, version: found.version }",
    to: "...named, version: (await read.keyByVersion(named.key.primaryVersionId))?.version ?? found.version }",
    projects: ["kms"],
  },
  {
    name: "version id left out of the associated data",
    file: "packages/crypto/src/binding.ts",
    from: "concatBytes(utf8ToBytes(versionId), ",
    to: "concatBytes(utf8ToBytes(versionId).fill(0), ",
    projects: ["crypto", "kms"],
  },
  {
    name: "an access key id that there is not written into the audit trail",
    file: "packages/gateway/src/audit/user-identity.ts",
    from: "unknownAccessKey: pseudonymOf(accessKeyId)",
    to: "unknownAccessKey: accessKeyId",
    projects: ["gateway"],
  },
  {
    name: "an operation that is not there yet taken for one that there is not",
    file: "packages/protocol/src/operations/index.ts",
    from: 'version === "2016-01-20" && documentedOperations',
    to: 'version === "2015-04-01" && documentedOperations',
    projects: ["protocol", "gateway"],
  },
  {
    name: "failed signatures not counted",
    file: "packages/gateway/src/failure-limit.ts",
    from: "keep(counts, network, (counts.get(network) ?? 0) + 1);",
    to: "keep(counts, network, counts.get(network) ?? 0);",
    projects: ["gateway"],
  },
  {
    name: "an explanation shows values that may be a misplaced secret",
    file: "packages/gateway/src/explain/visibility.ts",
    from: 'harmless?.(value) === true ? "value" : "name"',
    to: '"value"',
    projects: ["gateway"],
  },
  {
    name: "limits of calls forgotten when the clock goes back",
    file: "packages/gateway/src/throttle.ts",
    from: "window > counter.window",
    to: "window !== counter.window",
    projects: ["gateway"],
  },
  {
    name: "nonce forgotten while its request could still pass",
    file: "packages/gateway/src/replay-guard.ts",
    from: "2 * clockSkew + margin",
    to: "2 * clockSkew",
    projects: ["gateway"],
  },
  {
    name: "scope of an ACS4 signature not compared with the Host",
    file: "packages/gateway/src/credential-scope.ts",
    from: "claim.region !== region &&",
    to: 'claim.region === "" &&',
    projects: ["gateway"],
  },
  {
    name: "a denied caller is told the value of a tag",
    file: "packages/access/src/hide-tags.ts",
    from: "actual: masked",
    to: "actual: mismatch.actual",
    projects: ["gateway"],
  },
  {
    name: "the key that loses an alias not asked about",
    file: "packages/kms/src/operations/aliases/update-alias.ts",
    from: "losing: { ...named, inAnyState: true }",
    to: "losing: { ...named, resource: alias.resource, inAnyState: true }",
    projects: ["kms"],
  },
  {
    name: "row of a due key deleted before its material",
    file: "packages/kms/src/purge.ts",
    from: "for (const { id: versionId, custody, material } of key.versions) {",
    to: "await store.deleteDueKey(key, now);\n    for (const { id: versionId, custody, material } of key.versions) {",
    projects: ["kms"],
  },
  {
    name: "material left behind whose row was not written",
    file: "packages/kms/src/new-material.ts",
    from: "if (row === undefined) await crypto.destroyKey(",
    to: "if (row !== undefined) await crypto.destroyKey(",
    projects: ["kms"],
  },
  {
    name: "requests of web pages of elsewhere performed",
    file: "packages/gateway/src/sender.ts",
    from: 'if (site !== undefined && site !== "none") return "foreign";',
    to: 'if (site === "cross-site" && origin !== undefined) return "foreign";',
    projects: ["gateway"],
  },
  {
    name: "a byte order mark taken off a plaintext",
    file: "packages/kms/src/operations/cryptography/decrypt.ts",
    from: "ignoreBOM: true",
    to: "ignoreBOM: false",
    projects: ["kms"],
  },
  {
    name: "a plaintext counted in characters, not in bytes",
    file: "packages/protocol/src/fields/plaintext.ts",
    from: "utf8Length(text) <= maxLength",
    to: "text.length <= maxLength",
    projects: ["protocol"],
  },
  {
    name: "a plaintext altered where XML cannot hold it",
    file: "packages/protocol/src/wire/answer.ts",
    from: "|| isXmlText(text)) continue;",
    to: "|| !isXmlText(text)) continue;",
    projects: ["protocol"],
  },
];
