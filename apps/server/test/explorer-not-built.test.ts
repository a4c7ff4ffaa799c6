import { afterEach, expect, it, vi } from "vitest";
import { createExplorer } from "../src/http/explorer.ts";
import { readExplorerFiles } from "../src/http/explorer-files.ts";
import { optionTable } from "../src/config/option-table.ts";

vi.mock("../src/http/explorer-files.ts", async (load) => ({
  ...(await load<object>()),
  readExplorerFiles: vi.fn(),
}));

afterEach(() => {
  vi.mocked(readExplorerFiles).mockReset();
});

const explorer = createExplorer({
  options: {
    region: "cn-hangzhou",
    "account-id": "1",
    "access-key-id": optionTable["access-key-id"].kind.preset,
    "access-key-secret": optionTable["access-key-secret"].kind.preset,
  },
  gateway: "public",
  gateways: () => ({}),
  version: "0.0.0",
});
const visit = { method: "GET", target: "/explorer/", headers: new Map(), sourceAddress: "127.0.0.1" };

it("says what to do where the explorer is not built, and serves it once it is", async () => {
  const read = vi.mocked(readExplorerFiles);
  read.mockRejectedValueOnce(Object.assign(new Error("no such folder"), { code: "ENOENT" }));
  expect(await explorer(visit)).toMatchObject({
    status: 503,
    body: "The explorer is not built: npm run build\n",
  });
  read.mockRejectedValueOnce(new Error("another"));
  await expect(explorer(visit)).rejects.toThrow("another");
  read.mockResolvedValueOnce(new Map([["index.html", "the page"]]));
  expect(await explorer(visit)).toMatchObject({ status: 200, body: "the page" });
});
