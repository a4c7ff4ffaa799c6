import type { TabKms } from "../open-kms.ts";

/** What a dialog of the playground is given. */
export interface PlaygroundDialogProps {
  readonly kms: TabKms;
  readonly onClose: () => void;
}
