import { fileURLToPath } from "node:url";
import asc from "assemblyscript/asc";

const assembly = fileURLToPath(new URL("../assembly/", import.meta.url));

/** No runtime and no assertions, hence no imports: a module is arithmetic on its own memory. */
const options = ["-O3", "--converge", "--runtime", "stub", "--noAssert"];
/** Warning 201 is about memories with addresses of 64 bits. */
const quiet = ["--disableWarning", "201"];

/** A compiled module, twice. */
export interface CompiledWasm {
  readonly binary: Uint8Array<ArrayBuffer>;
  /** In WebAssembly's text format. */
  readonly text: string;
}

/**
 * Compiles `assembly/<entry>.ts`, to the same bytes wherever and whenever it is done.
 *
 * @throws Error with the compiler's own words, warnings included
 */
export async function compileWasm(entry: string): Promise<CompiledWasm> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  let text = "";
  let words = "";
  const files = [
    `${entry}.ts`,
    "--baseDir",
    assembly,
    "--outFile",
    "module.wasm",
    "--textFile",
    "module.wat",
  ];
  const { error } = await asc.main([...files, ...options, ...quiet], {
    stderr: {
      write(chunk) {
        words += typeof chunk === "string" ? chunk : new TextDecoder().decode(chunk);
      },
    },
    writeFile(_name, contents) {
      if (typeof contents === "string") text = contents;
      else binary = Uint8Array.from(contents);
    },
  });
  if (error !== null || words !== "" || !binary) throw new Error(`asc: ${words}`, { cause: error });
  return { binary, text };
}
