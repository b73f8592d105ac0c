import { Link, useRevalidator, useRouteError } from "@remix-run/react";
import { Button, buttonClass } from "../../ui/button.tsx";
import { getErrorMessage } from "./error-message.ts";

/** Shown instead of a page that failed to load. */
export function PageError() {
  const { title, message, canRetry } = getErrorMessage(useRouteError());
  const { revalidate, state } = useRevalidator();
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
    </div>
  );
}
