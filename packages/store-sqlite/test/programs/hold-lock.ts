// Locks a data folder and stays; or says why it could not, and ends. Argument: the folder.
// What it took it forgets at once, and has its garbage collected: the lock is the process's, not the variable's.
import { StoreError } from "@keyferry/store";
import { lockDataFolder } from "@keyferry/store-sqlite";

try {
  lockDataFolder(process.argv[2] ?? "");
  globalThis.gc?.();
  // Finalizers of what was collected run in a later turn.
  setTimeout(() => process.stdout.write("locked\n"), 20);
  setInterval(() => undefined, 1000);
} catch (error) {
  process.stdout.write(`${error instanceof StoreError ? error.reason : "broken"}\n`);
}
