import { wipe } from "@keyferry/bytes";
import { useState } from "preact/hooks";
import { Dialog } from "../../parts/dialog.tsx";
import { Notice } from "../../parts/notice.tsx";
import { saveFile } from "../../parts/save-file.ts";
import type { TabKms } from "../open-kms.ts";
import type { PlaygroundDialogProps } from "./dialog-props.ts";
import { messageOf } from "../../connection/message-of.ts";
import { Failed } from "./failed.tsx";
import { PassphraseField } from "./passphrase-field.tsx";
import { playgroundText } from "./playground-text.ts";

/** Saves all of the KMS to a file, sealed under a passphrase where one is given. */
export function SaveDialog({ kms, onClose }: PlaygroundDialogProps) {
  const words = playgroundText().save;
  const [passphrase, setPassphrase] = useState("");
  const [again, setAgain] = useState("");
  const [state, setState] = useState<"idle" | "working" | "differs">("idle");
  const [failed, setFailed] = useState<string>();
  return (
    <Dialog title={words.title} onClose={onClose}>
      <form
        class="stack"
        onSubmit={(event) => {
          event.preventDefault();
          if (passphrase !== "" && passphrase !== again) {
            setState("differs");
            return;
          }
          setState("working");
          setFailed(undefined);
          save(kms, passphrase).then(onClose, (error: unknown) => {
            setState("idle");
            setFailed(messageOf(error));
          });
        }}
      >
        <p>{words.lead}</p>
        <PassphraseField
          name={words.passphrase}
          autocomplete="new-password"
          value={passphrase}
          onValue={setPassphrase}
        >
          <p class="muted">{words.passphraseHelp}</p>
        </PassphraseField>
        {passphrase === "" ? (
          <Notice kind="amber" title={words.open} />
        ) : (
          <PassphraseField
            name={words.again}
            autocomplete="new-password"
            value={again}
            onValue={(value) => {
              setAgain(value);
              setState("idle");
            }}
          />
        )}
        {state === "differs" && <Notice kind="refused" title={words.differs} />}
        <Failed title={words.failed} why={failed} />
        <div class="row">
          <button class="button chief" disabled={state === "working"}>
            {state === "working" ? words.working : words.submit}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

async function save(kms: TabKms, passphrase: string): Promise<void> {
  const { encodeState } = await import("../state/state-file.ts");
  const savedAt = Date.now();
  const state = await kms.state();
  try {
    const file = await encodeState(state, {
      savedAt,
      ...(passphrase !== "" && { passphrase }),
    });
    const day = new Date(savedAt).toISOString().slice(0, 10);
    saveFile(new Blob([file], { type: "application/json" }), `keyferry-playground-${day}.json`);
  } finally {
    wipe(state.rootKey);
  }
}
