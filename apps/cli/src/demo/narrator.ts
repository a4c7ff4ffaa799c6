import { createEmphasis } from "../output/emphasis.ts";
import type { Surroundings } from "../surroundings.ts";

/** Tells what happens, a line at a time. */
export interface Narrator {
  readonly title: (text: string) => void;
  /** A numbered step, and what came of it. */
  readonly step: (what: string, outcome: string) => void;
  /** A line below a step. */
  readonly detail: (what: string, outcome: string) => void;
  readonly conclusion: (text: string) => void;
}

const column = 24;

/** A narrator on standard output. */
export function createNarrator({ print, styled }: Pick<Surroundings, "print" | "styled">): Narrator {
  const { strong, faint } = createEmphasis(styled);
  let steps = 0;
  return {
    title(text) {
      print(`${strong(text)}\n\n`);
    },
    step(what, outcome) {
      steps += 1;
      print(`${faint(String(steps).padStart(3))}  ${strong(what.padEnd(column))}  ${outcome}\n`);
    },
    detail(what, outcome) {
      print(`     ${`  ${what}`.padEnd(column)}  ${outcome}\n`);
    },
    conclusion(text) {
      print(`\n${strong(text)}\n`);
    },
  };
}
