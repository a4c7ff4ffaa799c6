import type { KeyStore, RowAuthenticator } from "@keyferry/store";

/** A new place for keys. */
export interface StorePlace {
  /** Opens it: once more is a further connection, where there are connections. */
  readonly open: () => Promise<KeyStore>;
  /** Closes all that was opened, and leaves nothing behind. */
  readonly close: () => Promise<void>;
}

/** What a place is made with. */
export interface PlaceOptions {
  /** Milliseconds since the epoch. */
  readonly clock: () => number;
  readonly authenticator: RowAuthenticator;
}
