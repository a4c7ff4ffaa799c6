/** A question of somebody who wants to test against Keyferry, and what proves the answer. */
export interface ConfidenceRow {
  /** What somebody wants to test: "Can I test ...?" */
  readonly what: string;
  /** `yes`, `no`, or the condition. */
  readonly answer: string;
  /** The tests that prove it: their file, and the title of each or a part of it. */
  readonly proof: readonly [file: string, title: string, ...more: string[]];
}

/** What can be tested against Keyferry, by chapter. */
export const confidenceRows: Readonly<Record<string, readonly ConfidenceRow[]>> = {
  "Export of data keys": [
    {
      what: "an export to an RSA_2048 key, opened with node:crypto",
      answer: "yes",
      proof: ["apps/server/test/opened-elsewhere.test.ts", "opens in node:crypto"],
    },
    {
      what: "an export by SM2PKE, opened with another SM2 library",
      answer: "yes",
      proof: ["apps/server/test/opened-elsewhere.test.ts", "opens in sm-crypto, in its raw form"],
    },
    {
      what: "an export whose KMS keys are in an HSM",
      answer: "with `--crypto pkcs11` and the HSM's PKCS #11 library; tried with SoftHSM and NSS",
      proof: ["apps/server/test/hardware/hardware.test.ts", "exports data keys by %s"],
    },
    {
      what: "an export under a key of another account",
      answer: "where the key's policy allows it",
      proof: [
        "packages/kms/test/foreign-keys.test.ts",
        "is exported and decrypted where the key's policy allows it",
      ],
    },
  ],
  Secrets: [
    {
      what: "Terraform's alicloud_kms_secret, by what it sends",
      answer: "yes",
      proof: [
        "packages/gateway/test/programs/terraform/secret.test.ts",
        "is made, read, changed, tagged and destroyed, and is then gone",
      ],
    },
    {
      what: "programs that read secrets, by what they send",
      answer: "yes",
      proof: ["packages/gateway/test/programs/secret-readers.test.ts", "find what they read: %s"],
    },
    {
      what: "a secret whose key is disabled or deleted",
      answer: "yes",
      proof: [
        "packages/kms/test/secret-keys.test.ts",
        "closes the secret while it is disabled, and for good when it is deleted",
      ],
    },
    {
      what: "a managed secret: Rds, Redis, PolarDB, RAMCredentials, ECS",
      answer: "yes; those of Redis and PolarDB with `--secret-rotation-hook`",
      proof: [
        "packages/kms/test/managed-secrets.test.ts",
        "answers one account, user or access key of what it was given: %s",
      ],
    },
    {
      what: "a password that is renewed when its time has come, and is in force in the database",
      answer: "with `--secret-rotation-hook`, and `--test-controls` to move the time",
      proof: ["apps/server/test/secret-rotation.test.ts", "renews them when the time has come"],
    },
    {
      what: "a rotation that fails",
      answer: "with `--secret-rotation-hook`",
      proof: [
        "apps/server/test/secret-rotation.test.ts",
        "shows, and says in its log, that the program fails, and tells no secret there",
      ],
    },
  ],
  "Access of applications": [
    {
      what: "Terraform's network rules, policies, access points and client keys, by what it sends",
      answer: "yes",
      proof: [
        "packages/gateway/test/programs/terraform/application-access.test.ts",
        "is made, read, changed and destroyed, and is then gone",
      ],
    },
    {
      what: "a client key that OpenSSL and Java open",
      answer: "yes",
      proof: [
        "packages/crypto-software/test/client-keys.test.ts",
        "holds the certificate, encrypted, then its private key, by the old algorithms alone",
        "has one entry, a private key with its certificate",
      ],
    },
    {
      what: "applications that sign with a client key",
      answer: "no: a request of that protocol is refused with a message",
      proof: ["packages/gateway/test/left-out.test.ts", "is told on the %s gateway which protocol it speaks"],
    },
  ],
  Clients: [
    {
      what: "official clients from npm, unchanged",
      answer: "yes; docs/fidelity.md lists them",
      proof: ["apps/server/test/interop/interop.test.ts", "$group: $name"],
    },
    {
      what: "AssumeRole by the official clients of STS, and their tokens",
      answer: "yes",
      proof: [
        "apps/server/test/interop/interop.test.ts",
        "assumes a role, whose token may what the role may",
      ],
    },
    {
      what: "Terraform, Vault, Nacos and other programs, by what they send",
      answer: "yes; docs/programs.md lists them",
      proof: [
        "packages/gateway/test/programs/terraform/key.test.ts",
        "is made, read, changed, protected and destroyed, and is then gone",
      ],
    },
    {
      what: "official clients over TLS",
      answer: "where the client takes a CA",
      proof: ["apps/server/test/interop/interop-tls.test.ts", "hands $name what it has to trust"],
    },
    {
      what: "a wrong secret, and the client's own report of it",
      answer: "yes",
      proof: ["apps/server/test/explain.test.ts", "explains a wrong secret to an unmodified official client"],
    },
    {
      what: "a web page that calls KMS",
      answer: "with `--allow-origin`",
      proof: ["apps/server/test/browser/web-pages.test.ts", "a page of an origin that is allowed"],
    },
  ],
  "Requests and refusals": [
    {
      what: "lists that change while they are read",
      answer: "yes",
      proof: [
        "packages/service/test/changing-lists.test.ts",
        "holds what stood before all changes exactly once, in its order",
      ],
    },
    {
      what: "every error in JSON and XML, with its documented status",
      answer: "yes",
      proof: ["packages/gateway/test/refusals.test.ts", "a refusal in %s"],
    },
    {
      what: "a nonce that is used twice",
      answer: "yes",
      proof: ["packages/gateway/test/replay.test.ts", "is used once, in either scheme"],
    },
    {
      what: "a clock that is wrong",
      answer: "yes",
      proof: ["packages/gateway/test/replay.test.ts", "is told what the server's says"],
    },
    {
      what: "quotas of keys, aliases and secrets (`Rejected.LimitExceeded`)",
      answer: "with `--quotas`, or the documented ones with `--profile alibaba`",
      proof: [
        "apps/server/test/profile.test.ts",
        "holds an account to them, as the official client reads it",
      ],
    },
    {
      what: "the documented limits of calls (429)",
      answer: "with `--profile alibaba`; each process counts for itself",
      proof: [
        "apps/server/test/profile.test.ts",
        "alibaba holds an account to the documented limits, as the official client reads it",
      ],
    },
    {
      what: "DryRun",
      answer: "yes",
      proof: ["packages/gateway/test/dry-run.test.ts", "for every operation that has DryRun"],
    },
  ],
  "Access control": [
    {
      what: "RAM policies, groups, roles and sessions",
      answer: "yes; identities come from the seed file or the server's commands",
      proof: ["apps/server/test/temporary-credentials.test.ts", "do what the role may, and no more"],
    },
    {
      what: "key policies",
      answer: "for keys of instances",
      proof: [
        "packages/kms/test/key-policies.test.ts",
        "is the one that was set last, and holds from the next call on",
      ],
    },
    {
      what: "the permissions that each operation asks for",
      answer: "yes",
      proof: [
        "packages/kms/test/permissions.test.ts",
        "may call it on that key, not on another, and nothing else on either",
      ],
    },
  ],
  Keys: [
    {
      what: "the states of a key, and what each operation does in each",
      answer: "yes",
      proof: ["packages/kms/test/key-states.test.ts", "$name, in $state: $expected"],
    },
    {
      what: "deletion that happens",
      answer: "yes",
      proof: [
        "packages/kms/test/purge.test.ts",
        "is deleted by purgeDueKeys, from the store and from its backend, and no other key is",
      ],
    },
    {
      what: "protection against deletion",
      answer: "yes",
      proof: [
        "packages/kms/test/set-deletion-protection.test.ts",
        "keeps a key from being scheduled for deletion, until it is switched off",
      ],
    },
    {
      what: "automatic rotation that happens",
      answer: "yes; a running server looks once an hour",
      proof: [
        "packages/kms/test/update-rotation-policy.test.ts",
        "makes a version when its time has come, and old ciphertexts still open",
      ],
    },
    {
      what: "tags on several keys at once, all or none",
      answer: "yes",
      proof: ["packages/kms/test/tag-resources.test.ts", "gives all or none"],
    },
    {
      what: "message authentication codes, as OpenSSL makes them",
      answer: "yes",
      proof: ["packages/kms/test/generate-mac.test.ts", "makes the code that OpenSSL makes with %s"],
    },
    {
      what: "import of key material that OpenSSL wrapped",
      answer: "into software keys",
      proof: [
        "packages/kms/test/import-key-material.test.ts",
        "takes what the openssl command wrapped with %s",
      ],
    },
    {
      what: "imported material that expires, and comes again",
      answer: "yes",
      proof: [
        "packages/kms/test/import-key-material.test.ts",
        "has material expire, on the second, and come again",
      ],
    },
  ],
  "How it runs": [
    {
      what: "a server that leaves nothing behind",
      answer: "with `--ephemeral`",
      proof: [
        "apps/server/test/ephemeral.test.ts",
        "serves, and writes no file but the one that an option names",
      ],
    },
    {
      what: "what happens in days or years: deletion, rotation, the end of a session",
      answer: "with `--test-controls`, which moves the clock",
      proof: [
        "apps/server/test/moved-clock.test.ts",
        "keys that rotate have another version, and what was encrypted before still opens",
      ],
    },
    {
      what: "a call that fails, waits, or gets no answer",
      answer: "with `--test-controls`",
      proof: [
        "apps/server/test/test-controls.test.ts",
        "refuse the next calls of an operation, and no others",
      ],
    },
    {
      what: "the same beginning for each test",
      answer: "with `--test-controls` and `--ephemeral`: reset, and snapshots by name",
      proof: ["apps/server/test/test-controls.test.ts", "bring back what was there, under their names"],
    },
    {
      what: "what a program has sent to KMS",
      answer: "with `--test-controls`: the latest requests, without parameters",
      proof: [
        "apps/server/test/test-controls.test.ts",
        "are told without anything that a caller has sent or was answered",
      ],
    },
    {
      what: "a whole KMS in a web page, without a server",
      answer: "with `@keyferry/service` and `@keyferry/store-memory`",
      proof: [
        "packages/crypto-webcrypto/test/service/service-in-a-page.test.ts",
        "a service in a tab of a browser",
      ],
    },
    {
      what: "a KMS that is down or has lost its HSM",
      answer: "yes",
      proof: [
        "apps/server/test/hardware/recovery.test.ts",
        "goes on after the death of the module's process",
      ],
    },
  ],
  "What is not there": [
    {
      what: "operations that KMS had in earlier years: of certificates, certificate authorities and key stores",
      answer: "no: one is told from a name that nobody knows",
      proof: ["packages/gateway/test/left-out.test.ts", "is told from one that there is not: %s"],
    },
    {
      what: "the older protocol of dedicated instances (`x-kms-apiname`)",
      answer: "no: a request of it is told so",
      proof: ["packages/gateway/test/left-out.test.ts", "is told on the %s gateway which protocol it speaks"],
    },
  ],
};
