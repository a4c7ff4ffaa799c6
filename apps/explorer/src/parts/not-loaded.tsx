import { text } from "../text/text.ts";
import { Notice } from "./notice.tsx";

/** A part of the page did not come: the server does not answer, or has become another version while the page was open. */
export function NotLoaded() {
  const { notLoaded, notLoadedNext, loadAnew } = text.value.frame;
  return (
    <Notice kind="refused" title={notLoaded}>
      <p>{notLoadedNext}</p>
      <button
        class="button"
        type="button"
        onClick={() => {
          location.reload();
        }}
      >
        {loadAnew}
      </button>
    </Notice>
  );
}
