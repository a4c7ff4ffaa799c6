import type { Settings } from "@keyferry/store";
import type { Session } from "./state/session.ts";

/** Makes the settings. Their bytes are the caller's. */
export function createSettings({ read, write }: Session): Settings {
  return {
    read: {
      get: (name) =>
        read((state) => {
          const value = state.settings.get(name);
          return value && new Uint8Array(value);
        }),
    },
    write: {
      getOrPut: (name, value) =>
        write((state) => {
          const kept = state.settings.get(name) ?? new Uint8Array(value);
          state.settings.set(name, kept);
          return new Uint8Array(kept);
        }),
    },
  };
}
