import { useEffect, useState } from "preact/hooks";
import type { ComponentType } from "preact";
import type { Connection } from "../connection/connection.ts";
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
    readonly component: ComponentType<ViewProps>;
  }>();
  useEffect(() => {
    let left = false;
    void view?.load().then(({ default: component }) => {
      if (!left) setLoaded({ name, component });
    });
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
  return <loaded.component connection={connection} path={rest} />;
}
