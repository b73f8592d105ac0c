import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contrast, perceivedDistance } from "../testing/color-contrast.ts";
import { seriesColor, SERIES_COLOR_COUNT } from "./series-colors.ts";

const css = readFileSync(join(import.meta.dirname, "charts.css"), "utf8");
const tokens = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");

test.each(["light", "dark"] as const)(
  "in the %s theme every series has enough contrast with the panel",
  (theme) => {
    const panel = readColor(tokens, "panel", theme);

    for (const color of readPalette(theme)) expect(contrast(color, panel)).toBeGreaterThanOrEqual(3);
  },
);

test.each(["light", "dark"] as const)(
  "in the %s theme all series are distinguishable with any color vision",
  (theme) => {
    const palette = readPalette(theme);

    for (const [index, color] of palette.entries()) {
      for (const other of palette.slice(index + 1)) {
        expect(perceivedDistance(color, other), `${color} and ${other}`).toBeGreaterThan(0.055);
      }
    }
  },
);

test("after the last color the palette repeats", () => {
  expect(seriesColor(SERIES_COLOR_COUNT)).toBe(seriesColor(0));
});

function readPalette(theme: "light" | "dark"): string[] {
  return Array.from({ length: SERIES_COLOR_COUNT }, (_, index) =>
    readColor(css, `series-${index + 1}`, theme),
  );
}

function readColor(css: string, token: string, theme: "light" | "dark"): string {
  const [, light = "", dark = ""] =
    new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(css) ?? [];
  return theme === "light" ? light : dark;
}
