import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { text } from "../../text/text.ts";
import { showKms } from "./current.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { messageOf } from "../../connection/message-of.ts";
import { Failed } from "./failed.tsx";
import { playgroundText } from "./playground-text.ts";

/** Asks once more, then begins with a new KMS. */
export function AnewDialog({ onClose }: PlaygroundDialogProps) {
  const [working, setWorking] = useState(false);
  const [fault, setFault] = useState<string>();
  const { title, lead, submit, failed } = playgroundText().anew;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{lead}</p>
      <Failed title={failed} why={fault} />
      <div class="row">
        <button
          class="button chief"
          disabled={working}
          onClick={() => {
            setWorking(true);
            showKms().then(onClose, (error: unknown) => {
              setWorking(false);
              setFault(messageOf(error));
            });
          }}
        >
          {submit}
        </button>
        <button class="button" onClick={onClose}>
          {text.value.frame.close}
        </button>
      </div>
    </Dialog>
  );
}
