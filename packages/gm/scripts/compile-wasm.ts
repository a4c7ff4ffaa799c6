import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const assembly = fileURLToPath(new URL("../assembly/", import.meta.url));
// A program, not an import: the compiler's types declare globals for all who see them.
const compiler = createRequire(import.meta.url).resolve("assemblyscript/bin/asc.js");

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
  const folder = await mkdtemp(join(tmpdir(), "keyferry-wasm-"));
  try {
    const [binary, text] = [join(folder, "module.wasm"), join(folder, "module.wat")];
    await compile(`${entry}.ts`, "--outFile", binary, "--textFile", text);
    return { binary: Uint8Array.from(await readFile(binary)), text: await readFile(text, "utf8") };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function compile(...files: readonly string[]): Promise<void> {
  // Without source maps the program starts itself a second time to have them.
  const program = ["--enable-source-maps", compiler];
  const { stderr } = await promisify(execFile)(
    process.execPath,
    [...program, ...files, ...options, ...quiet],
    { cwd: assembly },
  );
  if (stderr !== "") throw new Error(`asc: ${stderr}`);
}
