import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { adminApi } from "../session/admin-api.server.ts";
import { throwResponse } from "../session/throw-response.ts";
import { PageError } from "../shell/errors/page-error.tsx";
import { pageTitle } from "../shell/page-title.ts";

export const meta: MetaFunction = () => pageTitle("Not found");

export function loader(args: LoaderFunctionArgs): never {
  adminApi(args);
  throwResponse(new Response(null, { status: 404 }));
}

export default function NotFoundPage() {
  return null;
}

export function ErrorBoundary() {
  return <PageError />;
}
