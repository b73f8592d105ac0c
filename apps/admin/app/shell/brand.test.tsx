import { product } from "@admin-events/catalog";
import { render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { Brand } from "./brand.tsx";
import { pageTitle } from "./page-title.ts";

test("the panel shows the logo and the name of the product, and repeats the name in titles", () => {
  render(<Brand />);

  expect(screen.getByRole("img", { name: product.name }).querySelector("svg")).not.toBeNull();
  expect(screen.getByText(product.name)).toBeTruthy();
  expect(pageTitle("Usage")).toEqual([{ title: `Usage · ${product.name}` }]);
});

test("the logo is also a file of its own, so that browsers can use it as their icon", () => {
  const { documentElement } = new DOMParser().parseFromString(product.logo, "image/svg+xml");

  expect(documentElement.namespaceURI).toBe("http://www.w3.org/2000/svg");
  expect(documentElement.getAttribute("viewBox")).toMatch(/^0 0 (\d+) \1$/);
});
