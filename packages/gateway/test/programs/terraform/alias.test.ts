import { beforeEach, describe, expect, it } from "vitest";
import { region } from "../../service.ts";
import { startProgram, type Program } from "../program.ts";
import { teaRpc } from "../wires.ts";

let terraform: Program;
beforeEach(async () => {
  terraform = await startProgram(teaRpc());
});

interface Alias {
  readonly AliasName: string;
  readonly KeyId: string;
}

/** Looks through the pages of all aliases, 20 at a time, until the alias is found or a page is not full. */
async function read(AliasName: string): Promise<string | undefined> {
  for (let page = 1; ; page += 1) {
    const paging = { RegionId: region, PageNumber: String(page), PageSize: "20" };
    const { Aliases } = await terraform.answer("ListAliases", paging);
    const { Alias } = Aliases as { readonly Alias: readonly Alias[] };
    const found = Alias.find((alias) => alias.AliasName === AliasName);
    if (found !== undefined || Alias.length < 20) return found?.KeyId;
  }
}

describe("Terraform's alicloud_kms_alias", () => {
  it("is made, found on whichever page it is, given to another key and destroyed, and is then gone", async () => {
    const [KeyId, other] = [await terraform.service.newKey(), await terraform.service.newKey()];
    for (let count = 0; count < 45; count += 1) {
      await terraform.answer("CreateAlias", { AliasName: `alias/other-${String(count)}`, KeyId: other });
    }
    const AliasName = "alias/tf-testacc";
    await terraform.answer("CreateAlias", { AliasName, KeyId });
    expect(await read(AliasName)).toBe(KeyId);
    await terraform.answer("UpdateAlias", { AliasName, KeyId: other });
    expect(await read(AliasName)).toBe(other);
    await terraform.answer("DeleteAlias", { AliasName });
    expect(await read(AliasName)).toBeUndefined();
  });

  it("is not found where there is none", async () => {
    expect(await read("alias/tf-testacc")).toBeUndefined();
  });
});
