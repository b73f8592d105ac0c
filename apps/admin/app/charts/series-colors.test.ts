import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { contrast, perceivedDistance } from "../testing/series-contrast.ts";
import { seriesColor, seriesColorCount } from "./series-colors.ts";

const css = readFileSync(join(import.meta.dirname, "charts.css"), "utf8");
const tokens = readFileSync(join(import.meta.dirname, "../styles/tokens.css"), "utf8");

test.each(["light", "dark"] as const)("in the %s theme every series stands out from its panel", (theme) => {
  const panel = colorOf(tokens, "panel", theme);

  for (const color of paletteOf(theme)) expect(contrast(color, panel)).toBeGreaterThanOrEqual(3);
});

test.each(["light", "dark"] as const)("in the %s theme no two series look alike to any eye", (theme) => {
  const palette = paletteOf(theme);

  for (const [index, color] of palette.entries()) {
    for (const other of palette.slice(index + 1)) {
      expect(perceivedDistance(color, other), `${color} and ${other}`).toBeGreaterThan(0.055);
    }
  }
});

test("after the last colour the palette begins again", () => {
  expect(seriesColor(seriesColorCount)).toBe(seriesColor(0));
});

function paletteOf(theme: "light" | "dark"): string[] {
  return Array.from({ length: seriesColorCount }, (_, index) => colorOf(css, `series-${index + 1}`, theme));
}

function colorOf(source: string, token: string, theme: "light" | "dark"): string {
  const [, light = "", dark = ""] =
    new RegExp(`--${token}: light-dark\\((#\\w{6}), (#\\w{6})\\)`).exec(source) ?? [];
  return theme === "light" ? light : dark;
}
