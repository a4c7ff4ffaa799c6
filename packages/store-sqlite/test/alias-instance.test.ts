import { DatabaseSync } from "node:sqlite";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { expect, it } from "vitest";
import { anInstance } from "./an-instance.ts";
import { hostKey } from "./host-key.ts";
import { authenticator } from "./row-authenticator.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const folder = temporaryFolder();

function instanceOfAlias(file: string): unknown {
  const connection = new DatabaseSync(file);
  const row = connection.prepare("SELECT instance FROM aliases").get();
  connection.close();
  return row?.["instance"];
}

it("keeps with an alias the instance of the key that it names", async () => {
  const file = folder.newFile();
  const store = await openSqliteStore({ file, authenticator });
  const home = store.scoped({ account: "1", region: "cn-hangzhou" });
  for (const id of ["kst-one", "kst-two"]) await home.instances.write.create(anInstance(id));
  for (const [id, instance] of [
    ["inside", "kst-one"],
    ["elsewhere", "kst-two"],
    ["outside", null],
  ] as const) {
    const { key, version } = hostKey(id, instance);
    await home.keys.write.create(key, version, []);
  }
  await home.aliases.write.create({ name: "alias/one", keyId: "inside", createdAt: 0 }, ["Enabled"]);
  expect(instanceOfAlias(file)).toBe("kst-one");
  await home.aliases.write.move("alias/one", { from: "inside", to: "elsewhere" }, ["Enabled"]);
  expect(instanceOfAlias(file)).toBe("kst-two");
  await home.aliases.write.move("alias/one", { from: "elsewhere", to: "outside" }, ["Enabled"]);
  expect(instanceOfAlias(file)).toBeNull();
  await store.close();
});
