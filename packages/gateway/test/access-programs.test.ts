import { beforeEach, describe, expect, it } from "vitest";
import type { Parameters } from "./requests.ts";
import { createService, outcomeIn, type Service } from "./service.ts";

let service: Service;
beforeEach(async () => {
  service = await createService();
});

type Members = Readonly<Record<string, unknown>>;

/** What a program reads of an answer in JSON. */
async function answer(action: string, parameters: Parameters): Promise<Members> {
  const response = await service.send(action, parameters);
  expect([action, outcomeIn(response)]).toEqual([action, "OK"]);
  return JSON.parse(response.body) as Members;
}
const outcome = async (action: string, parameters: Parameters) =>
  outcomeIn(await service.send(action, parameters));
const gone = "Forbidden.ResourceNotFound";

/** How Terraform's provider takes a list out of a text: between the brackets, at each comma, without the quotes. */
const listIn = (text: unknown): readonly string[] =>
  String(text)
    .slice(1, -1)
    .split(",")
    .map((item) => item.slice(1, -1));

describe("Terraform's network rule", () => {
  const Name = "tf-testacc_rule";
  const read = async () => {
    const found = await answer("DescribeNetworkRule", { Name });
    return { description: found["Description"], source_private_ip: listIn(found["SourcePrivateIp"]) };
  };

  it("is made, read, changed and destroyed, and is then gone", async () => {
    const made = {
      Name,
      Type: "Private",
      Description: "tf",
      SourcePrivateIp: '["10.10.10.10/24","71.71.71.71"]',
    };
    expect(await answer("CreateNetworkRule", made)).toMatchObject({ Name });
    expect(await read()).toEqual({ description: "tf", source_private_ip: ["10.10.10.10/24", "71.71.71.71"] });
    // It sends the list always, a description only when that has changed, even to nothing.
    await answer("UpdateNetworkRule", { Name, SourcePrivateIp: '["192.168.17.13"]' });
    expect(await read()).toEqual({ description: "tf", source_private_ip: ["192.168.17.13"] });
    await answer("UpdateNetworkRule", { Name, SourcePrivateIp: '["192.168.17.13"]', Description: "" });
    expect(await read()).toEqual({ description: "", source_private_ip: ["192.168.17.13"] });
    await answer("DeleteNetworkRule", { Name });
    expect(await outcome("DescribeNetworkRule", { Name })).toBe(gone);
    expect(await outcome("DeleteNetworkRule", { Name })).toBe(gone);
  });
});

describe("what a rule may not have", () => {
  it.each([
    ["SourcePrivateIp", "10.0.0.1"],
    ["SourcePrivateIp", '["10.0.0.256"]'],
    ["SourcePrivateIp", '["10.0.0.1/33"]'],
    ["SourcePrivateIp", '["10.0.0.01"]'],
    ["SourcePrivateIp", '["::1"]'],
    ["SourcePrivateIp", '["10.0.0.1 "]'],
    ["SourcePrivateIp", "[10]"],
    ["SourcePrivateIp", JSON.stringify(Array(801).fill("10.0.0.1"))],
    ["Type", "Public"],
  ])("is refused: %s %s", async (name, value) => {
    const sound = { Name: "a", Type: "Private", SourcePrivateIp: "[]" };
    expect(await outcome("CreateNetworkRule", { ...sound, [name]: value })).toBe("InvalidParameter");
    expect(await outcome("CreateNetworkRule", sound)).toBe("OK");
  });
});
