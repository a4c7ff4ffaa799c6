import { Notice } from "../../parts/notice.tsx";

/** Says that something has failed, and why; nothing where it has not. */
export function Failed({ title, why }: { readonly title: string; readonly why: string | undefined }) {
  if (why === undefined) return null;
  return (
    <Notice kind="refused" title={title}>
      <p>{why}</p>
    </Notice>
  );
}
