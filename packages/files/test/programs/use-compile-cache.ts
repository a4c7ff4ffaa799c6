/** Has V8 keep what it compiles, if it may; says whether it does, and loads something. */
import { useCompileCache } from "@keyferry/files";

console.log(useCompileCache());
await import("../../src/whole-file.ts");
