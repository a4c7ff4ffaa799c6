import { everyOperation } from "@keyferry/protocol";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Dialog } from "../parts/dialog.tsx";
import { Icon } from "../parts/icon.tsx";
import { summaryOf } from "../text/summary.ts";
import { language, text } from "../text/text.ts";
import { linkTo } from "../address/route.ts";
import type { Views } from "./view.ts";

interface Found {
  readonly name: string;
  readonly about: string;
  readonly link: string;
}

const most = 12;

/** Search over views and operations; `/` opens it from anywhere but a field. */
export function Search({ views }: { readonly views: Views }) {
  const { frame } = text.value;
  const [open, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { target } = event;
      const inField = target instanceof HTMLElement && target.closest("input, textarea, select") !== null;
      if (event.key !== "/" || inField || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      setOpen(true);
    };
    addEventListener("keydown", listen);
    return () => {
      removeEventListener("keydown", listen);
    };
  }, []);
  return (
    <>
      <button
        class="button"
        aria-keyshortcuts="/"
        aria-label={frame.search}
        onClick={() => {
          setOpen(true);
        }}
      >
        <Icon name="search" />
        <span class="bar-word">{frame.search}</span>
        <kbd class="bar-word" aria-hidden="true">
          /
        </kbd>
      </button>
      {open && (
        <SearchDialog
          views={views}
          onClose={() => {
            setOpen(false);
          }}
        />
      )}
    </>
  );
}

function SearchDialog({ views, onClose }: { readonly views: Views; readonly onClose: () => void }) {
  const { frame } = text.value;
  const [asked, setAsked] = useState("");
  const [chosen, setChosen] = useState(0);
  const list = useId();
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  const found = find(asked, views);
  const go = ({ link }: Found) => {
    location.hash = link;
    onClose();
  };
  return (
    <Dialog title={frame.search} onClose={onClose}>
      <input
        class="input"
        ref={field}
        role="combobox"
        aria-expanded="true"
        aria-controls={list}
        aria-activedescendant={found[chosen] && `${list}-${String(chosen)}`}
        aria-label={frame.searchHint}
        placeholder={frame.searchHint}
        value={asked}
        onInput={({ currentTarget }) => {
          setAsked(currentTarget.value);
          setChosen(0);
        }}
        onKeyDown={(event) => {
          const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
          if (step !== 0) {
            event.preventDefault();
            setChosen(Math.max(0, Math.min(found.length - 1, chosen + step)));
          }
          const one = found[chosen];
          if (event.key === "Enter" && one !== undefined) go(one);
        }}
      />
      <ul class="found" id={list} role="listbox" aria-label={frame.search}>
        {found.map((one, at) => (
          <li
            key={one.link}
            id={`${list}-${String(at)}`}
            role="option"
            aria-selected={at === chosen}
            onClick={() => {
              go(one);
            }}
          >
            <strong>{one.name}</strong> <span class="muted">{one.about}</span>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p class="muted">{frame.nothingFound(asked)}</p>}
    </Dialog>
  );
}

/** What is called so, or is about it, the best first. */
function find(asked: string, views: Views): readonly Found[] {
  const wanted = asked.trim().toLowerCase();
  const all: Found[] = [
    ...Object.entries(views.all).map(([key, { name }]) => ({
      name: name[language.value],
      about: "",
      link: linkTo([key]),
    })),
    ...Object.values(everyOperation).map((operation) => ({
      name: operation.name,
      about: summaryOf(operation),
      link: linkTo(["operations", operation.name]),
    })),
  ];
  const rank = ({ name, about }: Found) => {
    const at = name.toLowerCase().indexOf(wanted);
    if (at >= 0) return at === 0 ? 0 : 1;
    return about.toLowerCase().includes(wanted) ? 2 : 3;
  };
  return all
    .filter((one) => rank(one) < 3)
    .sort((one, other) => rank(one) - rank(other))
    .slice(0, most);
}
