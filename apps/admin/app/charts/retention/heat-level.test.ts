import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contrast, perceivedDistance } from "../../testing/color-contrast.ts";
import { getHeatLevel, HEAT_LEVEL_COUNT } from "./heat-level.ts";

const css = readFileSync(join(import.meta.dirname, "retention.css"), "utf8");
const tokens = readFileSync(join(import.meta.dirname, "../../styles/tokens.css"), "utf8");

test("the highest rate has the deepest shade, 0 has none, and any rate above 0 has one", () => {
  expect([null, 0, 0.001, 0.2, 0.4, 0.9].map((rate) => getHeatLevel(rate, 0.4))).toEqual([
    0,
    0,
    1,
    4,
    HEAT_LEVEL_COUNT,
    HEAT_LEVEL_COUNT,
  ]);
  expect(getHeatLevel(0.5, 0)).toBe(0);
});

test.each(["light", "dark"] as const)(
  "in the %s theme text is readable on every shade, hatched or not",
  (theme) => {
    const foreground = readColor(tokens, "foreground", theme);
    const hatches = [readColor(tokens, "panel", theme), readColor(tokens, "border", theme)];

    // A hatch is a mix of its shade and the panel, so it is readable if both are.
    for (const color of [...readShades(theme), ...hatches]) {
      expect(contrast(color, foreground), color).toBeGreaterThanOrEqual(4.5);
    }
  },
);

test.each(["light", "dark"] as const)(
  "in the %s theme neighboring shades are distinguishable with any color vision",
  (theme) => {
    const shades = [readColor(tokens, "panel", theme), ...readShades(theme)];

    for (const [index, shade] of shades.entries()) {
      const next = shades[index + 1];
      if (next) expect(perceivedDistance(shade, next), `${shade} and ${next}`).toBeGreaterThan(0.03);
    }
  },
);

function readShades(theme: "light" | "dark"): string[] {
  return Array.from({ length: HEAT_LEVEL_COUNT }, (_, index) => readColor(css, `heat-${index + 1}`, theme));
}

function readColor(css: string, token: string, theme: "light" | "dark"): string {
  const [, light = "", dark = ""] =
    new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  return theme === "light" ? light : dark;
}
