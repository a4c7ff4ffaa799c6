import { describeTriedBackend } from "../../../tools/testing/tried-backend-suite.ts";
import { webCryptoPrimitives } from "../src/primitives.ts";

describeTriedBackend(webCryptoPrimitives(globalThis.crypto.subtle), {
  spoilt: ([kind]) => (kind === "keyPairs" ? 50 : 500),
});
