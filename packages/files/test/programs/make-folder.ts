/** Makes the folder of its argument and says how that went. */
import { makeFolder } from "@keyferry/files";

try {
  makeFolder(process.argv[2] ?? "", 0o700);
  console.log("made");
} catch (error) {
  console.log((error as Error).message);
}
