import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { text } from "../../text/text.ts";
import { showKms } from "./current.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { playgroundText } from "./playground-text.ts";

/** Asks once more, then begins with a new KMS. */
export function AnewDialog({ onClose }: PlaygroundDialogProps) {
  const [working, setWorking] = useState(false);
  const { title, lead, submit } = playgroundText().anew;
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{lead}</p>
      <div class="row">
        <button
          class="button chief"
          disabled={working}
          onClick={() => {
            setWorking(true);
            void showKms().finally(onClose);
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
