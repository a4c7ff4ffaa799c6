import type { CryptoBackend } from "./backend.ts";

/** Where the PIN of a token is found: never a value that a command line or a log could show. */
export type PinSource =
  /** A file with the PIN and nothing else but one line end. */
  | { readonly file: string }
  /** A variable of the environment of the process that opens the token. */
  | { readonly environment: string };

/** Which of the module's tokens: by its label, by its slot's number, or by both. */
export type TokenChoice =
  { readonly label: string; readonly slot?: number } | { readonly label?: string; readonly slot: number };

/** Which token of which hardware module, and what it is opened with. */
export interface TokenSource {
  /** Path of the module's shared library, or its name where the system finds it by that. */
  readonly module: string;
  readonly token: TokenChoice;
  readonly pin: PinSource;
  /** For C_Initialize, as NSS wants it: `configdir='sql:/folder' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`. */
  readonly libraryParameters?: string;
  /** Variables to add to the environment of the process that opens the token, such as SOFTHSM2_CONF. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** Objects of a token that were made for one key version. */
export interface TokenKey {
  /** The key version's id, or `receiver` for keys of a receiving side. */
  readonly owner: string;
  /** As the store keeps it: what no row of the store has is an orphan. */
  readonly material: Uint8Array;
  /** What each object is for. */
  readonly roles: readonly string[];
}

/** A backend whose keys are in the token of a hardware module. */
export interface HardwareBackend extends CryptoBackend {
  /** What the module was found to do when it was opened, for people. */
  readonly findings: object;
  /**
   * Rejects, with `unavailable`, while the token is away. Copies of keys may still be of use then, and new keys are not
   * made.
   */
  ping(): Promise<void>;
  /** What lives in the module now: the id of the process that holds it is told, where it has one of its own. */
  inspect(): Promise<{ readonly processId: number | undefined }>;
  /**
   * Every key in the token that this backend's package has made. A crash between token and store leaves an orphan; it is
   * listed here and never swept, since tokens are shared. What a `createKey` that failed has left is listed until this
   * backend has destroyed it, which is as soon as the token is there.
   */
  listKeys(): Promise<readonly TokenKey[]>;
}
