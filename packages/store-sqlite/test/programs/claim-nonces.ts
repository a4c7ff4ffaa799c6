// Claims nonces in groups, and says each once it is claimed. Arguments: the file, a name, how many groups, the expiry.
import { openSqliteNonceStore } from "@keyferry/store-sqlite";

const [file = "", name = "", groups = "0", expiry = "0"] = process.argv.slice(2);
const nonces = await openSqliteNonceStore({ file });
for (let group = 0; group < Number(groups); group += 1) {
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
