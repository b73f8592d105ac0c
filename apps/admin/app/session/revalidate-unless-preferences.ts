import type { ShouldRevalidateFunction } from "@remix-run/react";

/**
 * Saving preferences does not change the data of a page. Every other navigation does as by default, a GET form included:
 * its `formAction` is the page itself.
 */
export const revalidateUnlessPreferences: ShouldRevalidateFunction = ({
  formAction,
  defaultShouldRevalidate,
}) => !isPreferences(formAction) && defaultShouldRevalidate;

function isPreferences(formAction: string | undefined): boolean {
  // The base path, if any, comes first.
  return formAction?.split("?")[0]?.endsWith("/preferences") ?? false;
}
