import { useRef } from "preact/hooks";
import { operationForm as en } from "../../text/en/operation-form.ts";
import { speaks } from "../../text/text.ts";
import { operationForm as zh } from "../../text/zh/operation-form.ts";

/** A button that takes a file of at most `max` bytes. It is read in this page. */
export function FileButton({
  name,
  max,
  onBytes,
  onFault,
}: {
  readonly name: string;
  readonly max: number;
  readonly onBytes: (bytes: Uint8Array) => void;
  /** Told why a file is not taken, in the language of the page. */
  readonly onFault: (fault: string) => void;
}) {
  const says = speaks(en, zh);
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <button class="form-tool" type="button" onClick={() => input.current?.click()}>
        {name}
      </button>
      <input
        type="file"
        hidden
        ref={input}
        onChange={({ currentTarget }) => {
          const [file] = currentTarget.files ?? [];
          currentTarget.value = "";
          if (file === undefined) return;
          if (file.size > max) onFault(says.fileTooLong(file.size, max));
          else {
            file.arrayBuffer().then(
              (buffer) => {
                onBytes(new Uint8Array(buffer));
              },
              () => {
                // It is gone, or may not be read any more.
                onFault(says.fileUnreadable);
              },
            );
          }
        }}
      />
    </>
  );
}
