// Creates keys, and says the id of each once the store has answered. Arguments: the file, a name, how many.
import { openSqliteStore } from "@keyferry/store-sqlite";
import { hostKey } from "../host-key.ts";
import { authenticator } from "../row-authenticator.ts";

const [file = "", name = "", count = "0"] = process.argv.slice(2);
const store = await openSqliteStore({ file, authenticator });
const home = store.scoped({ account: "1", region: "cn-hangzhou" });
for (let index = 0; index < Number(count); index += 1) {
  const id = `${name}-${String(index)}`;
  const { key, version } = hostKey(id);
  await home.keys.write.create(key, version, [{ key: "name", value: id }]);
  process.stdout.write(`${id}\n`);
}
await store.close();
