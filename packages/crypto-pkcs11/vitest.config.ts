import { testProject } from "../../tools/presets/vitest.ts";

export default testProject("crypto-pkcs11", { testTimeout: 60_000, hookTimeout: 60_000 });
