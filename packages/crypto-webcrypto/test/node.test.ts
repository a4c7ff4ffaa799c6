import { createSealer } from "@keyferry/crypto";
import { createNodeBackend, createNodeReceiver } from "@keyferry/crypto-node";
import { createWebCryptoBackend, createWebCryptoReceiver } from "@keyferry/crypto-webcrypto";
import { testInterchange } from "../../../tools/testing/interchange.ts";

const sealer = createSealer(new Uint8Array(32).fill(0x5a));

testInterchange(
  { name: "webcrypto", backend: createWebCryptoBackend({ sealer }), receiver: createWebCryptoReceiver() },
  { name: "node", backend: createNodeBackend({ sealer }), receiver: createNodeReceiver() },
  {
    specs: ["RSA_2048", "RSA_3072", "RSA_4096"],
    signatureAlgorithms: ["RSA_PSS_SHA_256", "RSA_PKCS1_SHA_256"],
  },
);
