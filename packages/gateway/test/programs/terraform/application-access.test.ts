import { beforeEach, describe, expect, it } from "vitest";
import { startProgram, type Program } from "../program.ts";
import { teaRpc } from "../wires.ts";

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
});

const gone = "Forbidden.ResourceNotFound";

/** How it takes a list out of a text: what is between the brackets, at each comma, without the quotes. */
const listIn = (text: unknown): readonly string[] =>
  String(text)
    .slice(1, -1)
    .split(",")
    .map((item) => item.slice(1, -1));

describe("Terraform's alicloud_kms_network_rule", () => {
  const Name = "tf-testacc_rule";
  const read = async () => {
    const found = await terraform.answer("DescribeNetworkRule", { Name });
    return { description: found["Description"], source_private_ip: listIn(found["SourcePrivateIp"]) };
  };

  it("is made, read, changed and destroyed, and is then gone", async () => {
    const sources = ["10.10.10.10/24", "71.71.71.71"];
    const made = { Name, Type: "Private", Description: "tf", SourcePrivateIp: JSON.stringify(sources) };
    expect(await terraform.answer("CreateNetworkRule", made)).toMatchObject({ Name });
    expect(await read()).toEqual({ description: "tf", source_private_ip: sources });
    // It sends the list always, a description only when that has changed, even to nothing.
    await terraform.answer("UpdateNetworkRule", { Name, SourcePrivateIp: '["192.168.17.13"]' });
    expect(await read()).toEqual({ description: "tf", source_private_ip: ["192.168.17.13"] });
    await terraform.answer("UpdateNetworkRule", { Name, SourcePrivateIp: '["10.0.0.1"]', Description: "" });
    expect(await read()).toEqual({ description: "", source_private_ip: ["10.0.0.1"] });
    await terraform.answer("DeleteNetworkRule", { Name });
    expect(await terraform.outcome("DescribeNetworkRule", { Name })).toBe(gone);
    expect(await terraform.outcome("DeleteNetworkRule", { Name })).toBe(gone);
  });
});

describe("Terraform's alicloud_kms_policy", () => {
  const Name = "tf-testacc_policy";
  const user = "RbacPermission/Template/CryptoServiceKeyUser";
  const reader = "RbacPermission/Template/CryptoServiceSecretUser";
  const read = async () => {
    const found = await terraform.answer("DescribePolicy", { Name });
    return {
      access_control_rules: found["AccessControlRules"],
      description: found["Description"],
      kms_instance_id: found["KmsInstance"],
      policy_name: found["Name"],
      permissions: found["Permissions"],
      resources: found["Resources"],
    };
  };

  it("is made, read, changed and destroyed, and is then gone", async () => {
    // As a heredoc of a configuration has it; the rules are nowhere.
    const rules = '  {\n      "NetworkRules":[\n          "kst-hzz62ee817bvyyr5x.efkd"\n      ]\n  }\n';
    const [permissions, resources] = [
      [reader, reader],
      ["secret/acs/ram/user/ram-secret", "secret/acs/*"],
    ];
    const sent = (changes: object) => ({
      Name,
      Permissions: JSON.stringify(permissions),
      Resources: JSON.stringify(resources),
      AccessControlRules: rules,
      ...changes,
    });
    const made = sent({ KmsInstance: "shared", Description: "tf" });
    expect(await terraform.answer("CreatePolicy", made)).toMatchObject({ Name });
    const first = {
      ...{ access_control_rules: rules, description: "tf", kms_instance_id: "shared" },
      ...{ policy_name: Name, permissions, resources },
    };
    expect(await read()).toEqual(first);
    await terraform.answer("UpdatePolicy", sent({ Description: "" }));
    expect(await read()).toEqual({ ...first, description: "" });
    const next = { Permissions: `["${user}"]`, Resources: '["key/key-a"]', AccessControlRules: "[]" };
    await terraform.answer("UpdatePolicy", sent(next));
    expect(await read()).toEqual({
      ...{ ...first, description: "", permissions: [user], resources: ["key/key-a"] },
      access_control_rules: "[]",
    });
    await terraform.answer("UpdatePolicy", sent({ Permissions: "[]" }));
    expect(await read()).toMatchObject({ permissions: [], resources });
    await terraform.answer("DeletePolicy", { Name });
    expect(await terraform.outcome("DescribePolicy", { Name })).toBe(gone);
    expect(await terraform.outcome("DeletePolicy", { Name })).toBe(gone);
  });
});

describe("Terraform's alicloud_kms_application_access_point", () => {
  const Name = "tf-testacc_point";
  const read = async () => {
    const found = await terraform.answer("DescribeApplicationAccessPoint", { Name });
    return {
      application_access_point_name: found["Name"],
      description: found["Description"],
      policies: listIn(found["Policies"]),
    };
  };

  it("is made, read, changed and destroyed, and is then gone", async () => {
    // The policies are nowhere.
    const sent = { Name, Policies: '["policy_a","policy_b"]' };
    const made = { ...sent, Description: "tf", AuthenticationMethod: "ClientKey" };
    expect(await terraform.answer("CreateApplicationAccessPoint", made)).toMatchObject({ Name });
    const first = {
      application_access_point_name: Name,
      description: "tf",
      policies: ["policy_a", "policy_b"],
    };
    expect(await read()).toEqual(first);
    await terraform.answer("UpdateApplicationAccessPoint", { ...sent, Description: "" });
    expect(await read()).toEqual({ ...first, description: "" });
    await terraform.answer("UpdateApplicationAccessPoint", { Name, Policies: '["policy_c"]' });
    expect(await read()).toEqual({ ...first, description: "", policies: ["policy_c"] });
    await terraform.answer("DeleteApplicationAccessPoint", { Name });
    expect(await terraform.outcome("DescribeApplicationAccessPoint", { Name })).toBe(gone);
    expect(await terraform.outcome("DeleteApplicationAccessPoint", { Name })).toBe(gone);
  });
});

describe("Terraform's alicloud_kms_client_key", () => {
  const AapName = "tf-testacc_point";
  const Password = "YouPassword123!";
  const read = async (ClientKeyId: string) => {
    const found = await terraform.answer("GetClientKey", { ClientKeyId });
    return {
      aap_name: found["AapName"],
      create_time: found["CreateTime"],
      not_before: found["NotBefore"],
      not_after: found["NotAfter"],
    };
  };

  it("is made, read and destroyed, and is then gone", async () => {
    await terraform.answer("CreateApplicationAccessPoint", { Name: AapName, Policies: '["policy_a"]' });
    const life = { NotBefore: "2023-08-31T17:14:33Z", NotAfter: "2027-08-10T08:03:30Z" };
    const made = await terraform.answer("CreateClientKey", { AapName, Password, ...life });
    const ClientKeyId = String(made["ClientKeyId"]);
    // What it writes into private_key_data_file.
    expect(made["PrivateKeyData"]).toMatch(/^MII[A-Za-z0-9+/]{3000,4000}=*$/);
    expect(await read(ClientKeyId)).toEqual({
      aap_name: AapName,
      create_time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/) as string,
      ...{ not_before: life.NotBefore, not_after: life.NotAfter },
    });
    await terraform.answer("DeleteClientKey", { ClientKeyId });
    expect(await terraform.outcome("GetClientKey", { ClientKeyId })).toBe(gone);
    expect(await terraform.outcome("DeleteClientKey", { ClientKeyId })).toBe(gone);
  });

  it.each(["short-1", "nothingelse", "123456789", "with blank 1", `${"a".repeat(64)}1`, 'quo"te-12'])(
    "is refused the password %j",
    async (password) => {
      await terraform.answer("CreateApplicationAccessPoint", { Name: AapName, Policies: "[]" });
      const outcome = await terraform.outcome("CreateClientKey", { AapName, Password: password });
      expect(outcome).toBe("InvalidParameter");
    },
  );
});
