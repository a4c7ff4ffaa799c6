import { createTestClock } from "@keyferry/controls";
import { expect, it } from "vitest";

const day = 86_400_000;

it("goes as the other clock does, ahead of it by what it was moved", () => {
  let time = 1_000;
  const clock = createTestClock(() => time);
  clock.advance(day);
  clock.advance(0);
  time += 5;
  expect(clock.now()).toBe(1_005 + day);
  expect(clock.ahead()).toBe(day);
  clock.reset();
  expect(clock.now()).toBe(1_005);
});

it("goes forward only, and a century at the most", () => {
  const clock = createTestClock(() => 0);
  for (const way of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
    expect(() => {
      clock.advance(way);
    }).toThrow("forward only");
  }
  clock.advance(36_000 * day);
  expect(() => {
    clock.advance(600 * day);
  }).toThrow("a hundred years");
  expect(clock.ahead()).toBe(36_000 * day);
});
