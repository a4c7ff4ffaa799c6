import {
  errorCatalogue,
  everyOperation,
  findOperation,
  keyferryOperations,
  leftOutOperations,
  operations,
  stsOperations,
  type Operation,
  type OperationName,
} from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import { publishedOperations } from "./published-operations.ts";

const published: Readonly<Record<string, Readonly<Record<string, boolean>>>> = {
  ...Object.fromEntries(
    Object.entries(publishedOperations).map(([name, { parameters }]) => [
      name,
      Object.fromEntries(Object.entries(parameters).map(([parameter, row]) => [parameter, row.required])),
    ]),
  ),
  // Operations that only newer clients know: documented for kms20160120 3.2.0; the last, Terraform's provider alone.
  BatchGetSecretValue: { SecretsList: false },
  GenerateMac: { KeyId: true, Algorithm: true, Message: true, DryRun: false },
  VerifyMac: { KeyId: true, Algorithm: true, Message: true, Mac: true, DryRun: false },
  GetManagedDataKey: { DataKeyName: true, DataKeyVersionId: false, UseLatest: false },
  ListManagedDataKeyVersions: { DataKeyName: true, PageNumber: false, PageSize: false },
  UpdateKmsInstance: { KmsInstanceId: true, InstanceName: true },
};

const defined: readonly (readonly [string, Operation])[] = Object.entries(operations);

/** Parameters that are published as required, and that the service's own demonstrations leave out. */
const leftOut: Readonly<Record<string, string>> = { ImportKeyMaterial: "KeyMaterialExpireUnix" };

/** Parameters that only newer clients know than the published metadata does. */
const newer: Readonly<Record<string, readonly string[]>> = {
  Decrypt: ["Recipient"],
  GenerateDataKey: ["Recipient"],
  ListKmsInstances: ["Filters"],
  SetDeletionProtection: ["KmsInstanceId"],
};

describe("the registry", () => {
  it("has every operation of the published metadata", () => {
    expect(defined.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(published)));
  });

  it.each(defined)("%s stands under its own name", (name, operation) => {
    expect(operation.name).toBe(name);
    expect(operation.api).toBe("kms/2016-01-20");
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
  });

  it.each(defined)("%s has the published parameters, required where they are", (name, operation) => {
    const own = operation.fields.filter((field) => newer[name]?.includes(field.name) !== true);
    const table = Object.fromEntries(own.map((field) => [field.name, field.required]));
    // RegionId is everybody's, and the endpoint says it too.
    const parameters = Object.fromEntries(
      Object.entries(published[name] ?? {})
        .filter(([parameter]) => parameter !== "RegionId")
        .map(([parameter, required]) => [parameter, required && parameter !== leftOut[name]]),
    );
    expect({ ...table, ...(operation.dryRun && { DryRun: false }) }).toEqual(parameters);
  });

  it.each(Object.entries(newer))("%s has the newer clients' %s, never required", (name, extras) => {
    for (const extra of extras) {
      const field = operations[name as OperationName].fields.find((row) => row.name === extra);
      expect(field).toMatchObject({ name: extra, required: false, repeated: false, secret: false });
    }
  });

  it.each(defined)("%s leaves DryRun and RequestId to everybody's rule", (_name, operation) => {
    expect(operation.fields.map((field) => field.name)).not.toContain("DryRun");
    expect(Object.keys(operation.answer._zod.def.shape)).not.toContain("RequestId");
    expect(Object.keys(operation.answered._zod.def.shape)).toContain("RequestId");
  });

  it.each(defined)("%s names codes of the catalogue only, each once", (_name, operation) => {
    const codes = [...operation.errors, ...Object.values(operation.states).filter((code) => code !== null)];
    for (const code of codes) expect(errorCatalogue).toHaveProperty([code]);
    expect(new Set(operation.errors).size).toBe(operation.errors.length);
  });
});

describe("secrets", () => {
  it("are the parameters that may hold one, and no others", () => {
    const all = [...defined, ...(Object.entries(stsOperations) as [string, Operation][])].map(([, it]) => it);
    const secret = all.flatMap(({ fields }) => fields.filter((row) => row.secret).map(({ name }) => name));
    expect([...new Set(secret)].sort()).toEqual([
      "DestinationEncryptionContext",
      "EncryptedKeyMaterial",
      "EncryptionContext",
      "ExternalId",
      "ImportToken",
      "Mac",
      "Message",
      "Password",
      "Plaintext",
      "SecretData",
      "SourceEncryptionContext",
    ]);
  });

  it.each(defined)("of %s are marked wherever their name stands", (_name, { fields }) => {
    for (const { name, secret } of fields) {
      expect(secret).toBe(
        /^(?:Plaintext|Message|Mac|EncryptedKeyMaterial|ImportToken|SecretData|Password|ExternalId|.*EncryptionContext)$/.test(
          name,
        ),
      );
    }
  });
});

describe("what may be shown", () => {
  const rowOf = (operation: Operation, name: string) => operation.fields.find((row) => row.name === name);

  it("is a good value of few words, or of a number", () => {
    const { ExportDataKey, ScheduleKeyDeletion } = operations;
    expect(rowOf(ExportDataKey, "WrappingAlgorithm")?.shows("SM2PKE")).toBe(true);
    expect(rowOf(ExportDataKey, "WrappingAlgorithm")?.shows("a secret")).toBe(false);
    expect(rowOf(ScheduleKeyDeletion, "PendingWindowInDays")?.shows("7")).toBe(true);
    expect(rowOf(ScheduleKeyDeletion, "PendingWindowInDays")?.shows("7000000")).toBe(false);
  });

  it.each(defined)("is nothing secret, no bytes and no free text of %s", (_name, { fields }) => {
    const free =
      /^(?:Plaintext|CiphertextBlob|PublicKeyBlob|Digest|Value|Description|Policy|Tags|Filters|.*Context)$/;
    for (const { name, secret, shows } of fields) {
      if (secret || free.test(name)) {
        for (const value of ["QUFBQQ==", "text", "{}", "[]"]) expect(shows(value)).toBe(false);
      }
    }
  });
});

describe("gateways", () => {
  const onAllGateways = [
    "Encrypt",
    "Decrypt",
    "GenerateDataKey",
    "GenerateDataKeyWithoutPlaintext",
    "ExportDataKey",
    "GenerateAndExportDataKey",
    "AsymmetricEncrypt",
    "AsymmetricDecrypt",
    "AsymmetricSign",
    "AsymmetricVerify",
    "GenerateMac",
    "VerifyMac",
    "GetPublicKey",
    "GetSecretValue",
    "BatchGetSecretValue",
  ];

  it.each(defined)("%s is where it is documented", (name, { gateways }) => {
    expect(gateways).toEqual(
      onAllGateways.includes(name) ? ["public", "vpc", "dedicated"] : ["public", "vpc"],
    );
  });

  it("hold all that is on the dedicated one, and ReEncrypt, to the rules of instances", () => {
    const business = defined.filter(([, { plane }]) => plane === "business").map(([name]) => name);
    expect(business.sort()).toEqual([...onAllGateways, "ReEncrypt"].sort());
  });
});

describe("keys and secrets of other accounts", () => {
  it("are for operations that use key material, and for those that describe keys and secrets", () => {
    const taking = defined.filter(([, { acrossAccounts }]) => acrossAccounts === true).map(([name]) => name);
    const business = defined.filter(([, { plane }]) => plane === "business").map(([name]) => name);
    expect(taking.sort()).toEqual(
      [...business, "DescribeKey", "DescribeSecret", "ListSecretVersionIds"].sort(),
    );
  });
});

describe("lists by pages", () => {
  it("say how many a page holds unless the request says it", () => {
    const long = defined.flatMap(([name, { fields }]) =>
      fields.some((field) => field.name === "PageSize" && field.preset === 20) ? [name] : [],
    );
    expect(long.toSorted()).toEqual([
      "ListApplicationAccessPoints",
      "ListKmsInstances",
      "ListNetworkRules",
      "ListPolicies",
      "ListSecretVersionIds",
    ]);
    const sizes = defined.flatMap(([name, { fields }]) =>
      long.includes(name) ? [] : fields.filter((field) => field.name === "PageSize"),
    );
    expect(sizes.length).toBeGreaterThan(5);
    for (const { preset } of sizes) expect(preset).toBe(10);
  });
});

describe("the operations of STS", () => {
  it.each(Object.entries(stsOperations) as [string, Operation][])("%s belong to STS", (name, operation) => {
    expect(operation).toMatchObject({ name, api: "sts/2015-04-01", gateways: ["public", "vpc"] });
    for (const code of operation.errors) expect(errorCatalogue).toHaveProperty([code]);
  });
});

describe("the operations of our own API", () => {
  const own = Object.entries(keyferryOperations) as [string, Operation][];

  it.each(own)("%s belong to kms, in a version that nobody else has", (name, operation) => {
    expect(operation).toMatchObject({ name, api: "kms/keyferry/2026-12-01" });
    expect(operation.summary).toMatch(/^[A-Z].*[^.]$/);
    for (const code of operation.errors) expect(errorCatalogue).toHaveProperty([code]);
  });

  it("export to several recipients as ExportDataKey does to one", () => {
    const { ExportDataKeyToRecipients } = keyferryOperations;
    const ofItsOwn = [
      "name",
      "api",
      "version",
      "summary",
      "request",
      "fields",
      "answer",
      "answered",
      "verbatim",
    ];
    const rules = Object.entries(ExportDataKeyToRecipients).filter(([name]) => !ofItsOwn.includes(name));
    expect(rules.length).toBeGreaterThan(8);
    expect(operations.ExportDataKey).toMatchObject(Object.fromEntries(rules));
  });

  it("are no operations of KMS, as its official clients know it", () => {
    for (const [name, operation] of own) {
      expect(findOperation("keyferry/2026-12-01", name)).toBe(operation);
      expect(findOperation("2016-01-20", name)).toBe("unknown action");
      expect(Object.keys(operations)).not.toContain(name);
    }
    expect(findOperation("keyferry/2026-12-01", "ExportDataKey")).toBe("unknown action");
    expect(findOperation("keyferry/2016-01-20", "ExportDataKey")).toBe("unknown version");
  });

  it("have names that no other operation has", () => {
    const registries = [operations, keyferryOperations, stsOperations].flatMap(Object.keys);
    expect(Object.keys(everyOperation).sort()).toEqual(registries.sort());
    expect(new Set(registries).size).toBe(registries.length);
  });
});

describe("HTTP methods", () => {
  it("are GET and POST, but for the operations that are documented to take POST alone", () => {
    const limited = defined.flatMap(([name, { methods }]) =>
      methods === undefined ? [] : [[name, methods]],
    );
    expect(limited).toEqual(
      ["GenerateMac", "VerifyMac", "ConnectKmsInstance", "SetSecretPolicy"].map((name) => [name, ["POST"]]),
    );
  });
});

describe("findOperation", () => {
  it("finds by version and action", () => {
    expect(findOperation("2016-01-20", "ExportDataKey")).toBe(operations.ExportDataKey);
  });

  it("keeps the products apart", () => {
    expect(findOperation("2015-04-01", "AssumeRole")).toBe(stsOperations.AssumeRole);
    expect(findOperation("2016-01-20", "AssumeRole")).toBe("unknown action");
    expect(findOperation("2015-04-01", "ExportDataKey")).toBe("unknown action");
  });

  it("tells an unknown version from an unknown action", () => {
    expect(findOperation("2016-01-21", "ExportDataKey")).toBe("unknown version");
    expect(findOperation("2016-01-20", "exportdatakey")).toBe("unknown action");
  });

  it("has 90 operations of KMS, and one that only Terraform sends", () => {
    expect(defined).toHaveLength(91);
  });

  it("tells an operation of earlier years from one that there is not", () => {
    expect(leftOutOperations).toEqual([...new Set(leftOutOperations)].sort());
    for (const name of leftOutOperations) {
      expect(findOperation("2016-01-20", name)).toBe("left out");
      expect(findOperation("2015-04-01", name)).toBe("unknown action");
    }
  });

  it.each(["toString", "__proto__", "constructor", ""])("has no action %j", (action) => {
    expect(findOperation("2016-01-20", action)).toBe("unknown action");
  });
});
