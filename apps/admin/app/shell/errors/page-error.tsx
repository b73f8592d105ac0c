import { Link, useRevalidator, useRouteError } from "@remix-run/react";
import { Button, buttonLook } from "../../ui/button.tsx";
import { errorWords } from "./error-words.ts";

/** What stands in place of a page that failed: what went wrong, what to do next. */
export function PageError() {
  const { title, sentence, mayPass } = errorWords(useRouteError());
  const { revalidate, state } = useRevalidator();
  return (
    <div role="alert" className="mx-auto max-w-lg py-16 text-center">
      <h1 className="text-title font-semibold">{title}</h1>
      <p className="text-soft mt-2">{sentence}</p>
      <div className="mt-6 flex justify-center gap-2">
        {mayPass && (
          <Button look="solid" disabled={state === "loading"} onClick={() => void revalidate()}>
            Try again
          </Button>
        )}
        <Link to="/" className={buttonLook()}>
          Go to the dashboard
        </Link>
      </div>
    </div>
  );
}
