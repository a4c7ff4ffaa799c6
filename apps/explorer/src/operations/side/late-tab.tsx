import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { NotLoaded } from "../../parts/not-loaded.tsx";
import { text } from "../../text/text.ts";
import type { SideProps } from "./side-props.ts";

/** A tab of another room, which is loaded when somebody opens it first. */
export function lateTab(load: () => Promise<ComponentType<SideProps>>): ComponentType<SideProps> {
  let loaded: ComponentType<SideProps> | undefined;
  return function LateTab(props: SideProps) {
    const [, drawAnew] = useState(0);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      let left = false;
      if (loaded === undefined) {
        load().then(
          (component) => {
            loaded = component;
            if (!left) drawAnew(1);
          },
          () => {
            if (!left) setFailed(true);
          },
        );
      }
      return () => {
        left = true;
      };
    }, []);
    const Content = loaded;
    if (failed) return <NotLoaded />;
    return Content === undefined ? <p class="muted">{text.value.frame.loading}</p> : <Content {...props} />;
  };
}
