// Locks a data folder and stays; or says why it could not, and ends. Argument: the folder.
import { StoreError } from "@keyferry/store";
import { lockDataFolder } from "@keyferry/store-sqlite";

try {
  lockDataFolder(process.argv[2] ?? "");
  process.stdout.write("locked\n");
  setInterval(() => undefined, 1000);
} catch (error) {
  process.stdout.write(`${error instanceof StoreError ? error.reason : "broken"}\n`);
}
