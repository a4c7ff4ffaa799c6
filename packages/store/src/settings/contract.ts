/** Reads named values of the store itself. */
export interface SettingReader {
  get(name: string): Promise<Uint8Array | undefined>;
}

/** Writes named values of the store itself. */
export interface SettingWriter {
  /** Keeps the value that is there already and answers it, or puts this one. One transaction. */
  getOrPut(name: string, value: Uint8Array): Promise<Uint8Array>;
}

/** Small facts about the store itself, such as the check of the root key. */
export interface Settings {
  readonly read: SettingReader;
  readonly write: SettingWriter;
}
