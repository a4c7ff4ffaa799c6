/** Whether a row is still there at `now`: what is to be deleted is gone from that time on, purged or not. */
export function isLivingRow(
  { delete_at: deleteAt = null }: { readonly delete_at?: number | null },
  now: number,
): boolean {
  return deleteAt === null || deleteAt > now;
}
