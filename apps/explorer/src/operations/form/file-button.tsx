import { useRef } from "preact/hooks";

/** A button that takes a file of at most `max` bytes. It is read in this page. */
export function FileButton({
  name,
  max,
  onBytes,
  onTooLong,
  onUnreadable,
}: {
  readonly name: string;
  readonly max: number;
  readonly onBytes: (bytes: Uint8Array) => void;
  readonly onTooLong: (length: number) => void;
  /** It was there, and cannot be read: it is gone, or may not be. */
  readonly onUnreadable: () => void;
}) {
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
          if (file.size > max) onTooLong(file.size);
          else {
            void file.arrayBuffer().then((buffer) => {
              onBytes(new Uint8Array(buffer));
            }, onUnreadable);
          }
        }}
      />
    </>
  );
}
