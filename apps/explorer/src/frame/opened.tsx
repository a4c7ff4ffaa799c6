import { useEffect, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import type { Connection } from "../connection/connection.ts";
import { NotLoaded } from "../parts/not-loaded.tsx";
import { language, text } from "../text/text.ts";
import type { ViewProps, Views } from "./view.ts";

/** The view that the address names, once it is loaded; the one before stays until then. */
export function Opened({
  connection,
  views,
  path,
}: {
  readonly connection: Connection;
  readonly views: Views;
  readonly path: readonly string[];
}) {
  const [name = views.first, ...rest] = path;
  const view = Object.hasOwn(views.all, name) ? views.all[name] : undefined;
  const [loaded, setLoaded] = useState<{
    readonly name: string;
    /** Undefined where it did not come. */
    readonly component: ComponentType<ViewProps> | undefined;
  }>();
  useEffect(() => {
    let left = false;
    const show = (component: ComponentType<ViewProps> | undefined) => {
      if (!left) setLoaded({ name, component });
    };
    view?.load().then(
      ({ default: component }) => {
        show(component);
      },
      () => {
        show(undefined);
      },
    );
    return () => {
      left = true;
    };
  }, [name, view]);
  const { frame } = text.value;
  document.title =
    view === undefined ? frame.title : `${rest[0] ?? view.name[language.value]} · ${frame.title}`;
  if (view === undefined) {
    return (
      <div class="empty">
        <p>{frame.notFound}</p>
        <a class="button" href="#/">
          {frame.home}
        </a>
      </div>
    );
  }
  if (loaded?.name !== name) return <p class="muted">{frame.loading}</p>;
  if (loaded.component === undefined) return <NotLoaded />;
  return <loaded.component connection={connection} path={rest} />;
}
