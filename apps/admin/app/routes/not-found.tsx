import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { adminApi } from "../session/admin-api.server.ts";
import { answerEarly } from "../session/answer-early.ts";
import { PageError } from "../shell/errors/page-error.tsx";

export const meta: MetaFunction = () => [{ title: "Not found · Admin Events" }];

export function loader(args: LoaderFunctionArgs): never {
  adminApi(args);
  answerEarly(new Response(null, { status: 404 }));
}

export default function NotFoundPage() {
  return null;
}

export function ErrorBoundary() {
  return <PageError />;
}
