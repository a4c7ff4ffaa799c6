import { loadOnce, type ClientKeyMaker } from "@keyferry/crypto";
import { loadNode, loadSoftware } from "./crypto-backends.ts";

/** Makes client keys; what makes them is loaded with the first. Their RSA keys are OpenSSL's, made beside the requests. */
export function createClientKeys(): ClientKeyMaker {
  const maker = loadOnce(async () => {
    const [{ createClientKeyMaker }, { createNodeReceiver }] = await Promise.all([
      loadSoftware(),
      loadNode(),
    ]);
    return createClientKeyMaker({ keyPairs: createNodeReceiver() });
  });
  return { make: async (plan) => (await maker.get()).make(plan) };
}
