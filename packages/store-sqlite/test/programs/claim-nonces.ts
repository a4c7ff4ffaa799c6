// Claims nonces in groups, and says each once it is claimed. Arguments: the file, a name, how many groups, the expiry, the
// group to begin with (after the last it goes on with the first), and a file that it waits for, with the file open.
import { existsSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { openSqliteNonceStore } from "@keyferry/store-sqlite";

const [file = "", name = "", groups = "0", expiry = "0", begin = "0", signal] = process.argv.slice(2);
const nonces = await openSqliteNonceStore({ file });
if (signal !== undefined) {
  process.stdout.write("open\n");
  while (!existsSync(signal)) await sleep(1);
}
for (let turn = 0; turn < Number(groups); turn += 1) {
  const group = (Number(begin) + turn) % Number(groups);
  await Promise.all(
    Array.from({ length: 10 }, async (_, index) => {
      const nonce = `${name}-${String(group)}-${String(index)}`;
      if (await nonces.claim("ak", nonce, Number(expiry))) {
        process.stdout.write(`${nonce}\n`);
      }
    }),
  );
}
await nonces.close();
