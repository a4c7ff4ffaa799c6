// Creates keys, and says the id of each once the store has answered. Arguments: the file, a name, how many.
import { openSqliteStore } from "@keyferry/store-sqlite";

const [file = "", name = "", count = "0"] = process.argv.slice(2);
const store = await openSqliteStore({ file });
const { write } = store.scoped({ account: "1", region: "cn-hangzhou" });
for (let index = 0; index < Number(count); index += 1) {
  const id = `${name}-${String(index)}`;
  const key = {
    id,
    instance: null,
    spec: "Aliyun_AES_256",
    usage: "ENCRYPT/DECRYPT",
    origin: "Aliyun_KMS",
    protectionLevel: "SOFTWARE",
    state: "Enabled",
    description: "",
    creator: "1",
    createdAt: 0,
    deleteAt: null,
    primaryVersionId: `version of ${id}`,
  } as const;
  const version = {
    id: `version of ${id}`,
    keyId: id,
    custody: "host",
    material: new TextEncoder().encode(id),
    createdAt: 0,
  };
  await write.createKey(key, version, [{ key: "name", value: id }]);
  process.stdout.write(`${id}\n`);
}
await store.close();
