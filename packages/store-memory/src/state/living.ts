/** Whether something is still there at `now`: what is to be deleted is gone from that time on, purged or not. */
export function isLiving(
  { record: { deleteAt = null } }: { readonly record: { readonly deleteAt?: number | null } },
  now: number,
): boolean {
  return deleteAt === null || deleteAt > now;
}
