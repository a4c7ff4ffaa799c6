import { expect } from "vitest";
import { memberOf, textOf } from "../answer.ts";
import type { Exercises } from "../exercise.ts";
import { expectRefusal } from "../expect-refusal.ts";

const network = { KMProvider: "Aliyun", VpcId: "vpc-a", VSwitchIds: "vsw-a", ZoneIds: "cn-hangzhou-a" };
const boundVpc = {
  RegionId: "cn-hangzhou",
  VpcId: "vpc-b",
  VSwitchId: "vsw-b",
  VpcOwnerId: "1000000000000000",
};

/** KMS instances. */
export const instanceExercises: Exercises<
  | "ListKmsInstances"
  | "GetKmsInstance"
  | "ConnectKmsInstance"
  | "UpdateKmsInstanceBindVpc"
  | "GetDefaultKmsInstance"
  | "ReleaseKmsInstance"
> = {
  async ListKmsInstances({ client, instanceId }) {
    const answer = await client.call("ListKmsInstances", { PageSize: "100" });
    expect(memberOf(answer, "KmsInstances", "KmsInstance")).toContainEqual({
      KmsInstanceId: instanceId,
      KmsInstanceArn: `acs:kms:cn-hangzhou:1000000000000000:keystore/${instanceId}`,
    });
  },

  async GetKmsInstance({ client, instanceId }) {
    const answer = await client.call("GetKmsInstance", { KmsInstanceId: instanceId });
    expect(textOf(answer, "KmsInstance", "InstanceId")).toBe(instanceId);
    expect(textOf(answer, "KmsInstance", "CaCertificateChainPem")).toContain("BEGIN CERTIFICATE");
    expect(textOf(answer, "KmsInstance", "SecretNum")).toBe("100000");
  },

  async ConnectKmsInstance({ client, takeNewInstance }) {
    const KmsInstanceId = takeNewInstance();
    await client.call("ConnectKmsInstance", { KmsInstanceId, ...network });
    const answer = await client.call("GetKmsInstance", { KmsInstanceId });
    expect(textOf(answer, "KmsInstance", "Status")).toBe("Connected");
  },

  async UpdateKmsInstanceBindVpc({ client, instanceId }) {
    const BindVpcs = JSON.stringify([boundVpc]);
    await client.call("UpdateKmsInstanceBindVpc", { KmsInstanceId: instanceId, BindVpcs });
    const answer = await client.call("GetKmsInstance", { KmsInstanceId: instanceId });
    expect(answer).toMatchObject({ KmsInstance: { BindVpcs: { BindVpc: [boundVpc] } } });
  },

  async GetDefaultKmsInstance({ client, instanceId }) {
    const answer = await client.call("GetDefaultKmsInstance", {});
    expect(textOf(answer, "DefaultKmsInstanceId")).toBe(instanceId);
  },

  async ReleaseKmsInstance({ client, takeNewInstance }) {
    const KmsInstanceId = takeNewInstance();
    await client.call("ReleaseKmsInstance", { KmsInstanceId });
    await expectRefusal(client.call("GetKmsInstance", { KmsInstanceId }), "Forbidden.DKMSInstanceNotFound");
  },
};
