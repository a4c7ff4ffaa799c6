import type { BackendKey, CryptoBackend } from "../contract/backend.ts";
import { unsupported } from "../errors.ts";
import type { HostForms } from "./host-forms.ts";
import type { UseHostKey } from "./host-key-pairs.ts";
import type { HostMac } from "../primitives/primitives.ts";
import {
  authenticatesWith,
  type MacAlgorithm,
  macAlgorithms,
  maxMacMessageLength,
} from "@keyferry/algorithms";
import type { MaybePromise } from "@keyferry/bytes";

/** The part of a host backend that makes and verifies message authentication codes. */
export function createHostMacs(forms: HostForms, useKey: UseHostKey): Required<Pick<CryptoBackend, "mac">> {
  const withMac = <T>(
    key: BackendKey,
    algorithm: MacAlgorithm,
    { length }: Uint8Array,
    work: (mac: HostMac, unsealed: unknown) => MaybePromise<T>,
  ): MaybePromise<T> => {
    const form = forms.mac(key.spec);
    if (!authenticatesWith(key.spec, algorithm)) {
      throw unsupported(`keys of ${key.spec} do not make codes of ${algorithm}`);
    }
    if (length > maxMacMessageLength) {
      const message = `the message has ${String(length)} bytes, at most ${String(maxMacMessageLength)} are authenticated`;
      throw unsupported(message);
    }
    return useKey(key, form, (unsealed) => work(form, unsealed));
  };

  return {
    mac: {
      generate: (key, algorithm, message) =>
        withMac(key, algorithm, message, (form, unsealed) => form.generate(unsealed, message)),
      verify: (key, algorithm, message, mac) =>
        withMac(
          key,
          algorithm,
          message,
          // The length is no secret, and a code that was cut short is none.
          (form, unsealed) =>
            mac.length === macAlgorithms[algorithm].length && form.verify(unsealed, message, mac),
        ),
    },
  };
}
