/** Writes a file again and again, each time longer, until there is no room; says what became of it. */
import { readdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeWholeFile } from "@keyferry/files";

const file = process.argv[2] ?? "";
let written = "";
try {
  for (;;) {
    const content = `${written}${"0123456789abcdef".repeat(1024)}`;
    writeWholeFile(file, content, { mode: 0o600 });
    written = content;
  }
} catch (error) {
  console.log((error as Error).message);
  console.log(
    readFileSync(file, "utf8") === written ? "the last one that was written is there whole" : "torn",
  );
  console.log(readdirSync(dirname(file)).join(" "));
}
