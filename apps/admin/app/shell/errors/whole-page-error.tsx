import { useRouteError } from "@remix-run/react";
import { buttonLook } from "../../ui/button.tsx";
import { Brand } from "../brand.tsx";
import { errorWords } from "./error-words.ts";

/** The last resort, where not even the panel's frame could be drawn. */
export function WholePageError() {
  const { title, sentence } = errorWords(useRouteError());
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center px-6 py-16">
      <Brand />
      <h1 className="text-title mt-8 font-semibold">{title}</h1>
      <p className="text-soft mt-2">{sentence}</p>
      {/* A plain link: the page is loaded anew, scripts and all. */}
      <a href="/" className={`${buttonLook("solid")} mt-6 justify-self-start`}>
        Go to the dashboard
      </a>
    </main>
  );
}
