import { useHref, useRouteError } from "@remix-run/react";
import { buttonClass } from "../../ui/button.tsx";
import { Brand } from "../brand.tsx";
import { getErrorMessage } from "./error-message.ts";

/** Shown when not even the panel's frame could be rendered. */
export function WholePageError() {
  const { title, message } = getErrorMessage(useRouteError());
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">{title}</h1>
      <p className="text-muted mt-2">{message}</p>
      {/* A plain link, so that scripts are loaded again too. */}
      <a href={useHref("/")} className={`${buttonClass("solid")} mt-6 justify-self-start`}>
        Go to dashboard
      </a>
    </main>
  );
}
