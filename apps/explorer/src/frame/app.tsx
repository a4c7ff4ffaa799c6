import { useEffect, useRef, useState } from "preact/hooks";
import type { Connection } from "../connection/connection.ts";
import { text } from "../text/text.ts";
import { Bar } from "./bar.tsx";
import { Opened } from "./opened.tsx";
import { route } from "../address/route.ts";
import { Side } from "./side.tsx";
import type { Views } from "./view.ts";

/** The frame around every view: bar, left column, and the work in the middle. */
export function App({ connection, views }: { readonly connection: Connection; readonly views: Views }) {
  const [menuOpen, setMenuOpen] = useState(false);
  const main = useRef<HTMLElement>(null);
  const { path } = route.value;
  const place = path.join("/");
  const opened = useRef(place);
  useEffect(() => {
    setMenuOpen(false);
    // Who came by keyboard goes on in the new view, and hears of it.
    if (opened.current !== place) main.current?.focus();
    opened.current = place;
    scrollTo(0, 0);
  }, [place]);
  return (
    <div class="frame">
      <a
        class="skip"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        {text.value.frame.skip}
      </a>
      <Bar
        connection={connection}
        views={views}
        menuOpen={menuOpen}
        onMenu={() => {
          setMenuOpen(!menuOpen);
        }}
      />
      <Side views={views} path={path} open={menuOpen} />
      <main class="main" id="main" data-place={place} tabIndex={-1} ref={main}>
        <Opened connection={connection} views={views} path={path} />
      </main>
    </div>
  );
}
