import { keepInAddress, route } from "../address/route.ts";
import { Tabs, type Tab } from "./tabs.tsx";

/** Tabs of a page of its own: the one that is chosen stands in the address, and the first is shown where it names none. */
export function AddressTabs({ name, tabs }: { readonly name: string; readonly tabs: readonly Tab[] }) {
  return (
    <Tabs
      name={name}
      tabs={tabs}
      chosen={route.value.query.get("tab") ?? ""}
      onChoose={(tab) => {
        keepInAddress({ tab });
      }}
    />
  );
}
