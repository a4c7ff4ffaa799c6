export { createWebCryptoBackend } from "./backend.ts";
export type { WebCryptoBackendOptions } from "./backend.ts";
export { createWebCryptoReceiver } from "./receiver.ts";
export type { WebCryptoReceiverOptions } from "./receiver.ts";
