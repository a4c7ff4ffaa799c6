import type { Sm2Arithmetic } from "../arithmetic/arithmetic.ts";
import { sm2Noble } from "../arithmetic/noble.ts";
import { createSm2Wasm } from "../wasm/arithmetic.ts";

let chosen: Sm2Arithmetic | undefined;

function choose(): Sm2Arithmetic {
  try {
    return createSm2Wasm();
  } catch {
    // No WebAssembly here, or a content security policy without it. The other is slower, and its results are the same.
    return sm2Noble;
  }
}

/** The arithmetic for this platform: in WebAssembly where it can be had, else on big integers. Chosen at the first call. */
export function sm2Arithmetic(): Sm2Arithmetic {
  return (chosen ??= choose());
}
