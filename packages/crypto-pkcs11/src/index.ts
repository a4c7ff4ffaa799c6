export { createPkcs11Backend, type ModuleState, type Pkcs11Backend, type TokenKey } from "./backend.ts";
export type { ModuleFindings, OaepHash } from "./calls.ts";
export type { Pkcs11Options, PinSource, TimeLimits, TokenChoice } from "./options.ts";
export { createPkcs11Receiver } from "./receiver.ts";
