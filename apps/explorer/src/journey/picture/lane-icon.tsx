import type { Lane } from "./who-sees.ts";

/** Icons of the lanes, by lines on 24 by 24. */
const shapes: Readonly<Record<Lane, string>> = {
  recipient: "M7 7h10v10H7zM10 3v4M14 3v4M10 17v4M14 17v4M3 10h4M3 14h4M17 10h4M17 14h4",
  caller: "M3 5h18v14H3zM3 9h18M6 7h.01M9 7h.01M8 13l2 2-2 2M12 17h4",
  wire: "M2 12h4l2-5 4 10 4-10 2 5h4",
  kms: "M12 3l8 3v6c0 5-3.5 8-8 9-4.500-1-8-4-8-9V6zM12 10v5M10 12.500h4",
  store: "M4 6c0-4 16-4 16 0v12c0 4-16 4-16 0zM4 6c0 4 16 4 16 0M4 12c0 4 16 4 16 0",
  auditor: "M6 3h9l4 4v14H6zM14 3v5h5M9 12h7M9 16h7",
};

/** The icon of a lane, silent: its name stands beside it. */
export function LaneIcon({ lane }: { readonly lane: Lane }) {
  return (
    <svg class="lane-icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={shapes[lane]} />
    </svg>
  );
}
