import * as z from "zod/mini";
import { loneSurrogate, utf8Length } from "./utf8.ts";

const maxLength = 6144;

/**
 * Text that is encrypted as it is: any characters, 1 to 6,144 bytes of UTF-8. It need not be base64; callers with binary
 * data make base64 of it themselves. The answer has no such bound: it is what was encrypted.
 */
export const plaintext = z.string().check(
  z.refine(
    (text) => text.length <= maxLength && utf8Length(text) <= maxLength,
    `is longer than ${String(maxLength)} bytes of UTF-8`,
  ),
  z.refine((text) => !loneSurrogate.test(text), "has a lone surrogate, which UTF-8 cannot hold"),
);
