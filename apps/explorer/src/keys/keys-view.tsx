import type { ViewProps } from "../frame/view.ts";
import { AllKeys } from "./all-keys.tsx";
import { OneKey } from "./one-key.tsx";

/** All keys, or one of them: `#/keys/{KeyId}`. */
export default function KeysView({ connection, path: [keyId] }: ViewProps) {
  if (keyId === undefined) return <AllKeys connection={connection} />;
  return <OneKey key={keyId} connection={connection} keyId={keyId} />;
}
