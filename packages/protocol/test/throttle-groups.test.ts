import { operations, throttleGroups, type Operation, type ThrottleGroup } from "@keyferry/protocol";
import { describe, expect, it } from "vitest";
import * as accessPoints from "../src/operations/access-points/index.ts";

const defined: readonly (readonly [string, Operation])[] = Object.entries(operations);

describe("limits of calls", () => {
  const members = (group: ThrottleGroup) =>
    defined.filter(([, { throttleGroup }]) => throttleGroup === group).map(([name]) => name);

  it("are the documented ones, and for the access of applications those of instances, a second unless an hour is said", () => {
    const limits = Object.entries(throttleGroups).map(([group, { calls, seconds }]) => [
      group,
      calls,
      seconds,
    ]);
    expect(limits).toEqual([
      ["symmetric", 1000, 1],
      ["asymmetric", 200, 1],
      ["rewrapping", 750, 1],
      ["metadata", 50, 1],
      ["keyCreation", 10, 1],
      ["changes", 30, 1],
      ["instanceReading", 50, 1],
      ["instanceChanges", 10, 1],
      ["tagReading", 300, 1],
      ["opening", 1, 1],
      ["secretReading", 450, 1],
      ["secretListing", 40, 1],
      ["secretRotation", 50, 3600],
      ["accessReading", 50, 1],
      ["accessChanges", 10, 1],
    ]);
  });

  it("are shared by operations of a kind", () => {
    expect(members("symmetric").sort()).toEqual([
      "Decrypt",
      "Encrypt",
      "GenerateAndExportDataKey",
      "GenerateDataKey",
      "GenerateDataKeyWithoutPlaintext",
      "GenerateMac",
      "VerifyMac",
    ]);
    expect(members("asymmetric").sort()).toEqual([
      "AsymmetricDecrypt",
      "AsymmetricEncrypt",
      "AsymmetricSign",
      "AsymmetricVerify",
      "BatchGetSecretValue",
    ]);
    expect(members("rewrapping").sort()).toEqual(["ExportDataKey", "ReEncrypt"]);
    expect(members("keyCreation").sort()).toEqual(["CreateKey", "GetParametersForImport"]);
    expect(members("instanceChanges").sort()).toEqual([
      "ConnectKmsInstance",
      "ReleaseKmsInstance",
      "UpdateKmsInstance",
      "UpdateKmsInstanceBindVpc",
    ]);
    expect(members("instanceReading").sort()).toEqual([
      "GetDefaultKmsInstance",
      "GetKmsInstance",
      "GetKmsInstanceQuotaInfos",
      "ListKmsInstances",
    ]);
    expect(members("secretRotation")).toEqual(["RotateSecret"]);
    expect(members("tagReading")).toEqual(["ListResourceTags"]);
    expect(members("opening").sort()).toEqual(["DescribeAccountKmsStatus", "OpenKmsService"]);
  });

  it.each(defined)(
    "are those of reads or of changes for any other operation: %s",
    (name, { plane, throttleGroup }) => {
      if (name === "CreateKey" || (plane === "business" && name !== "GetPublicKey")) {
        expect(throttleGroup).not.toBeUndefined();
        return;
      }
      const isRead = /^(?:Describe|Get|List)/.test(name);
      const ofInstances = /KmsInstance(?:s|QuotaInfos)?$/.test(name);
      const ofAccess = Object.values<Operation>(accessPoints).some((operation) => operation.name === name);
      const own: Readonly<Record<string, ThrottleGroup>> = {
        ...(ofAccess && { [name]: isRead ? "accessReading" : "accessChanges" }),
        DescribeSecret: "secretReading",
        ListSecrets: "secretListing",
        RotateSecret: "secretRotation",
        ListSecretVersionIds: "secretListing",
        GetManagedDataKey: "secretReading",
        ListManagedDataKeyVersions: "secretListing",
        ListResourceTags: "tagReading",
        OpenKmsService: "opening",
        DescribeAccountKmsStatus: "opening",
        GetParametersForImport: "keyCreation",
        UpdateKmsInstanceBindVpc: "instanceChanges",
        ...(ofInstances && { [name]: isRead ? "instanceReading" : "instanceChanges" }),
      };
      const group = own[name] ?? (isRead ? "metadata" : "changes");
      expect(throttleGroup).toBe(group);
    },
  );
});
