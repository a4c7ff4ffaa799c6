import type { OnBackendFault } from "@keyferry/crypto";

/** Where the helper process finds the PIN: never a value that a command line or a log could show. */
export type PinSource =
  /** A file with the PIN and nothing else but one line end. */
  | { readonly file: string }
  /** A variable of the helper process's environment. */
  | { readonly environment: string };

/** Which of the module's tokens: by its label, by its slot's number, or by both. */
export type TokenChoice =
  { readonly label: string; readonly slot?: number } | { readonly label?: string; readonly slot: number };

/** How long the helper process may take, in milliseconds. */
export interface TimeLimits {
  /** One call; 10,000 when absent. */
  readonly call?: number;
  /** A call that makes an RSA key; 120,000 when absent. */
  readonly keyPair?: number;
  /** Loading the module, logging in and looking at what it can do; 60,000 when absent. */
  readonly start?: number;
  /** How old a helper process must be to be replaced for a fault of its token; 5,000 when absent. */
  readonly renewal?: number;
  /** The longest wait between starts that fail; 10,000 when absent. */
  readonly backOff?: number;
}

/** What a PKCS #11 module is used with. */
export interface Pkcs11Options {
  /** Path of the module's shared library, or its name where the system finds it by that. */
  readonly module: string;
  readonly token: TokenChoice;
  readonly pin: PinSource;
  /** For C_Initialize, as NSS wants it: `configdir='sql:/folder' certPrefix='' keyPrefix='' secmod='secmod.db' flags=`. */
  readonly libraryParameters?: string;
  /** Variables to add to the helper process's environment, such as SOFTHSM2_CONF. */
  readonly environment?: Readonly<Record<string, string>>;
  /** How many session copies of keys are kept in the module; 256 when absent, 0 for none. */
  readonly sessionCopies?: number;
  /**
   * Whether what the module makes is given back to it before it leaves: ciphertexts are opened, signatures and codes verified. True
   * when absent.
   */
  readonly verifyOutput?: boolean;
  /** Told of what came out wrong, which was held back. */
  readonly onFault?: OnBackendFault;
  readonly timeLimits?: TimeLimits;
  /** Node's own arguments for the helper process; those of this process when absent. */
  readonly execArgv?: readonly string[];
}

/** {@link TimeLimits} with nothing left out. */
export const defaultTimeLimits: Required<TimeLimits> = {
  call: 10_000,
  keyPair: 120_000,
  start: 60_000,
  renewal: 5_000,
  backOff: 10_000,
};

/** How many session copies are kept unless the options say otherwise. */
export const defaultSessionCopies = 256;
