export { createNodeBackend } from "./backend.ts";
export type { NodeBackendOptions } from "./backend.ts";
export { createNodeReceiver } from "./receiver.ts";
