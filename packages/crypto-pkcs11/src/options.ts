import type { OnBackendFault, TokenSource } from "@keyferry/crypto";

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
export interface Pkcs11Options extends TokenSource {
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
