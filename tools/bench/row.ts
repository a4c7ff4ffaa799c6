/** One line of a bench's figures. */
export interface Row {
  readonly scenario: string;
  readonly unit: string;
  readonly ours: number;
  /** What ours is measured beside: bare, without what Keyferry adds. Null where there is nothing of the kind. */
  readonly reference: number | null;
  /** `ours / reference`. */
  readonly ratio: number | null;
}
