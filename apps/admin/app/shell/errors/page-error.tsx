import { Link, useRevalidator, useRouteError } from "@remix-run/react";
import { useEffect } from "react";
import type { ReactNode } from "react";
import { Button, buttonClass } from "../../ui/button.tsx";
import { getErrorMessage } from "./error-message.ts";

/**
 * Shown inside the frame instead of a page that failed to load. It loads the page again on request, and by itself when the
 * browser is back online.
 *
 * @param props `children`: shown below the buttons, such as a search.
 */
export function PageError({ children }: { children?: ReactNode }) {
  const { title, message, canRetry } = getErrorMessage(useRouteError());
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!canRetry) return;
    const retry = () => void revalidate();
    addEventListener("online", retry);
    return () => removeEventListener("online", retry);
  }, [canRetry, revalidate]);
  return (
    <div role="alert" className="mx-auto max-w-lg py-16 text-center">
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="text-muted mt-2">{message}</p>
      <div className="mt-6 flex justify-center gap-2">
        {canRetry && (
          <Button variant="solid" disabled={state === "loading"} onClick={() => void revalidate()}>
            Try again
          </Button>
        )}
        <Link to="/" className={buttonClass()}>
          Go to dashboard
        </Link>
      </div>
      {children && <div className="mt-6 text-left">{children}</div>}
    </div>
  );
}
