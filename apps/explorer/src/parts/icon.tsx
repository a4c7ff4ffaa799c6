/** The few icons of the page, drawn on 16 by 16 by lines. Each stands beside a word, or in a button that has a name. */
const shapes = {
  menu: "M2 4h12M2 8h12M2 12h12",
  close: "M3 3l10 10M13 3L3 13",
  search: "M7 12A5 5 0 1 0 7 2a5 5 0 0 0 0 10zM10.5 10.5L14 14",
  key: "M5.5 10a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7zM8 9l6 5M12 12.4l1.3-1.6",
  next: "M6 3l5 5-5 5",
  back: "M10 3L5 8l5 5",
} as const;

/** An icon, silent for those who hear the page. */
export function Icon({ name }: { readonly name: keyof typeof shapes }) {
  return (
    <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      <path
        d={shapes[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.5"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
