import { writeFile } from "node:fs/promises";
import { compileWasm } from "./compile-wasm.ts";

const { binary } = await compileWasm("sm2");
await writeFile(
  new URL("../src/wasm/binary.ts", import.meta.url),
  `// Generated from assembly/sm2.ts by \`npm run build:wasm\`. Do not edit.

/** The WebAssembly module, base64. */
export const sm2WasmBase64 =
  "${Buffer.from(binary).toString("base64")}";
`,
);
