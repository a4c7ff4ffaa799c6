import type { Logger } from "pino";

/** What a server is given beside its options. */
export interface ServerSurroundings {
  readonly log: Logger;
  /** The server's own. */
  readonly version: string;
  /** The root key in base64, where it came in a variable. */
  readonly rootKeyText: string | undefined;
  /** The PIN of the hardware module's token, where it came in a variable. */
  readonly pin: string | undefined;
}
