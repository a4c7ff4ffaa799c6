import { CryptoError } from "../errors.ts";

/** Makes the error of a parser, so that one parser serves keys and ciphertexts alike. */
export type Refusal = (why: string) => CryptoError;

/** The refusal of everything that reads keys of recipients. */
export const refuseRecipientKey: Refusal = (why) => new CryptoError("recipient key refused", why);
