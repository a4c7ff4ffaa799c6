export { createMemoryStore } from "./memory-store.ts";
export type { MemoryStore, MemoryStoreOptions } from "./memory-store.ts";
export { createMemoryNonceStore } from "./nonce-store.ts";
