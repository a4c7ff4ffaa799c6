import { example } from "../../examples/example.ts";
import { importKeyMaterial } from "./import-key-material.ts";

/** A sound request of ImportKeyMaterial. */
export const importKeyMaterialExample = example(importKeyMaterial, {
  request: ({ wrappedMaterial }) => ({ ...wrappedMaterial, KeyMaterialExpireUnix: 0 }),
  touches: ({ wrappedMaterial }) => [`key/${wrappedMaterial.KeyId}`],
  answer: () => ({}),
});
