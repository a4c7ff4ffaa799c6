export { createPkcs11Backend, type ModuleState, type Pkcs11Backend } from "./backend.ts";
export type { ModuleFindings, OaepHash } from "./calls.ts";
export type { Pkcs11Options, TimeLimits } from "./options.ts";
export { createPkcs11Receiver } from "./receiver.ts";
