// Has messages of a version counted, and says of each block how many there were before, and how many it has. Arguments: the
// file, the version's id, how many blocks, how many messages each is to have, and a file that it waits for, with the store open.
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openSqliteStore } from "@keyferry/store-sqlite";
import { authenticator } from "../row-authenticator.ts";

const [file = "", versionId = "", blocks = "0", wanted = "0", signal = ""] = process.argv.slice(2);
const store = await openSqliteStore({ file, authenticator });
const { write } = store.scoped({ account: "1", region: "cn-hangzhou" }).keys;
process.stdout.write("open\n");
while (!existsSync(signal)) await sleep(1);
for (let index = 0; index < Number(blocks); index += 1) {
  const block = await write.reserveMessages(versionId, { wanted: Number(wanted), max: 2 ** 32 });
  process.stdout.write(`${String(block?.before)} ${String(block?.count)}\n`);
}
await store.close();
