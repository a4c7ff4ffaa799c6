import type { Mark, MarkedText, Run } from "@keyferry/signature/steps";

/** A piece of a marked text in which everything is alike. */
export interface Segment {
  readonly text: string;
  /** What stands here. */
  readonly mark?: Mark;
  /** Whether it is the outcome of the step before. */
  readonly fromBefore: boolean;
  /** Whether it differs from the other side of a comparison. */
  readonly different: boolean;
}

/** Cuts a text where a mark or a run begins or ends. Together the pieces are the text. */
export function segmentsOf(
  { text, marks }: MarkedText,
  { input, different }: { readonly input?: Run | undefined; readonly different?: Run | undefined } = {},
): readonly Segment[] {
  const runs = [...marks, ...(input ? [input] : []), ...(different ? [different] : [])];
  const cuts = [...new Set([0, text.length, ...runs.flatMap(({ from, to }) => [from, to])])].sort(
    (a, b) => a - b,
  );
  const segments: Segment[] = [];
  let next = 0;
  for (const [index, from] of cuts.entries()) {
    // What one side only lacks has a place as well.
    if (different?.from === from && different.to === from) {
      segments.push({ text: "", fromBefore: false, different: true });
    }
    if (from === text.length) break;
    const to = cuts[index + 1] ?? text.length;
    while ((marks[next]?.to ?? text.length) <= from && next < marks.length) next++;
    const mark = marks[next];
    segments.push({
      text: text.slice(from, to),
      ...(mark !== undefined && holds(mark, from, to) && { mark }),
      fromBefore: input !== undefined && holds(input, from, to),
      different: different !== undefined && holds(different, from, to),
    });
  }
  return segments;
}

/** Under which name a mark lights up, in all texts at once. */
export function keyOfMark({ of, name }: Pick<Mark, "of" | "name">): string {
  return `${of}: ${name}`;
}

function holds(run: Run, from: number, to: number): boolean {
  return run.from <= from && to <= run.to;
}
