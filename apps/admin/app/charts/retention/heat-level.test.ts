import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contrast, perceivedDistance } from "../../testing/series-contrast.ts";
import { heatLevel, heatLevelCount } from "./heat-level.ts";

const css = readFileSync(join(import.meta.dirname, "retention.css"), "utf8");
const tokens = readFileSync(join(import.meta.dirname, "../../styles/tokens.css"), "utf8");

test("the highest rate has the deepest shade, nothing has none, and anything above nothing has one", () => {
  expect([null, 0, 0.001, 0.2, 0.4, 0.9].map((rate) => heatLevel(rate, 0.4))).toEqual([
    0,
    0,
    1,
    4,
    heatLevelCount,
    heatLevelCount,
  ]);
  expect(heatLevel(0.5, 0)).toBe(0);
});

test.each(["light", "dark"] as const)(
  "in the %s theme the ink can be read on every shade, hatched or not",
  (theme) => {
    const ink = colorOf(tokens, "ink", theme);
    const hatches = [colorOf(tokens, "panel", theme), colorOf(tokens, "line", theme)];

    // A hatch lies between its shade and the panel, so it is readable where both are.
    for (const color of [...shadesOf(theme), ...hatches]) {
      expect(contrast(color, ink), color).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test.each(["light", "dark"] as const)(
  "in the %s theme each shade differs from the one before to any eye",
  (theme) => {
    const shades = [colorOf(tokens, "panel", theme), ...shadesOf(theme)];

    for (const [index, shade] of shades.entries()) {
      const next = shades[index + 1];
      if (next) expect(perceivedDistance(shade, next), `${shade} and ${next}`).toBeGreaterThan(0.03);
    }
  },
);

function shadesOf(theme: "light" | "dark"): string[] {
  return Array.from({ length: heatLevelCount }, (_, index) => colorOf(css, `heat-${index + 1}`, theme));
}

function colorOf(source: string, token: string, theme: "light" | "dark"): string {
  const [, light = "", dark = ""] =
    new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(source) ?? [];
  return theme === "light" ? light : dark;
}
