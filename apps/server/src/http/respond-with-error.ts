import { product } from "@admin-events/catalog";
import type { Request, Response } from "express";
import { getNonce } from "./security-headers.ts";

export interface ErrorResponse {
  status: number;
  code: string;
  /** Says what happened, then what to do. */
  message: string;
}

/** Responds with JSON, or with a page to a browser that navigates. */
export function respondWithError(
  request: Request,
  response: Response,
  { status, code, message }: ErrorResponse,
): void {
  response.status(status).setHeader("Cache-Control", "no-store");
  response.vary("Accept");
  // Without a preference, such as curl's, JSON.
  if (request.accepts(["json", "html"]) === "html") {
    response.type("html").send(renderPage(message, getNonce(response)));
  } else {
    response.json({ error: { code, message } });
  }
}

function renderPage(message: string, nonce: string): string {
  const style = `
    :root { color-scheme: light dark; }
    body { margin: 0; min-height: 100dvh; display: grid; place-content: center; font: 16px/1.5 system-ui, sans-serif; }
    main { max-width: 26rem; padding: 2rem; overflow-wrap: anywhere; }
    h1 { font-size: 1.25rem; }`;

  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${escapeHtml(product.name)}</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>This didn't work</h1>
<p>${escapeHtml(message)}</p>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
