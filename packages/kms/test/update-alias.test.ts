import {
  createAlias,
  decrypt,
  deleteAlias,
  describeKey,
  encrypt,
  listAliases,
  updateAlias,
} from "@keyferry/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { account, createService, day, outcomeOf, region, type Service } from "./service.ts";

let service: Service;
let one: string;
let two: string;
const AliasName = "alias/orders";

beforeEach(async () => {
  service = await createService();
  [one, two] = [await service.newKey(), await service.newKey()];
  await service.call(createAlias, { KeyId: one, AliasName });
});

const move = (KeyId: string, name = AliasName) =>
  outcomeOf(service.call(updateAlias, { KeyId, AliasName: name }));
const named = async (name = AliasName) =>
  (await service.call(describeKey, { KeyId: name })).KeyMetadata.KeyId;

describe("UpdateAlias", () => {
  it("points an alias at another key", async () => {
    expect(await move(two)).toBe("OK");
    expect(await named()).toBe(two);
    expect((await service.call(encrypt, { KeyId: AliasName, Plaintext: "a" })).KeyId).toBe(two);
  });

  it("leaves what the alias's old key encrypted to that key", async () => {
    const { CiphertextBlob } = await service.call(encrypt, { KeyId: AliasName, Plaintext: "a" });
    await move(two);
    expect(await service.call(decrypt, { CiphertextBlob })).toMatchObject({ KeyId: one });
  });

  it("takes the key by its ARN", async () => {
    expect(await move(`acs:kms:${region}:${account}:key/${two}`)).toBe("OK");
    expect(await named()).toBe(two);
  });

  it("may point it at the key that it names already", async () => {
    expect(await move(one)).toBe("OK");
    expect(await named()).toBe(one);
  });

  it("moves one alias and leaves the others, each in its place in the list", async () => {
    await service.call(createAlias, { KeyId: one, AliasName: "alias/returns" });
    service.clock.now += day;
    await move(two);
    const { Aliases } = await service.call(listAliases, {});
    expect(Aliases.map((alias) => [alias.AliasName, alias.KeyId])).toEqual([
      [AliasName, two],
      ["alias/returns", one],
    ]);
  });

  it("does not find an alias that is not there, and makes none", async () => {
    expect(await move(two, "alias/none")).toBe("Forbidden.AliasNotFound");
    expect(await outcomeOf(service.call(describeKey, { KeyId: "alias/none" }))).toBe(
      "Forbidden.AliasNotFound",
    );
  });

  it("does not find an unknown key, and leaves the alias", async () => {
    expect(await move("11111111-1111-4111-8111-111111111111")).toBe("Forbidden.KeyNotFound");
    expect(await named()).toBe(one);
  });

  it("does not take the new key by an alias", async () => {
    await service.call(createAlias, { KeyId: two, AliasName: "alias/two" });
    expect(await move("alias/two")).toBe("Unsupported.Alias");
    expect(await named()).toBe(one);
  });

  it("does not point it at a key in PendingDeletion, and leaves it", async () => {
    await service.setState(two, "PendingDeletion");
    expect(await move(two)).toBe("Rejected.PendingDeletion");
    expect(await named()).toBe(one);
  });

  it("takes it away from a key in PendingDeletion, whose end it then outlives", async () => {
    await service.setState(one, "PendingDeletion");
    expect(await move(two)).toBe("OK");
    service.clock.now += 7 * day;
    await service.kms.purgeDueKeys();
    expect(await named()).toBe(two);
  });

  it("does not find the alias of a key that is gone", async () => {
    await service.setState(one, "PendingDeletion");
    service.clock.now += 7 * day;
    expect(await move(two)).toBe("Forbidden.AliasNotFound");
  });

  it("does not see aliases and keys of another region", async () => {
    const elsewhere = { region: "cn-beijing" };
    const KeyId = await service.newKey({}, elsewhere);
    const call = service.call(updateAlias, { KeyId, AliasName }, elsewhere);
    expect(await outcomeOf(call)).toBe("Forbidden.AliasNotFound");
    expect(await move(KeyId)).toBe("Forbidden.KeyNotFound");
  });

  it("does not bring back an alias that is deleted at the same time", async () => {
    const outcomes = await Promise.all([
      outcomeOf(service.call(deleteAlias, { AliasName })),
      outcomeOf(service.call(updateAlias, { KeyId: two, AliasName })),
    ]);
    expect(outcomes[0]).toBe("OK");
    expect(["OK", "Forbidden.AliasNotFound"]).toContain(outcomes[1]);
    expect(await outcomeOf(service.call(describeKey, { KeyId: AliasName }))).toBe("Forbidden.AliasNotFound");
  });
});
