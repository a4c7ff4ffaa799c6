import type { CryptoError } from "./errors.ts";

/** Makes the error of a parser, so that one parser serves keys and ciphertexts alike. */
export type Refusal = (why: string) => CryptoError;
