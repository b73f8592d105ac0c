import { product } from "@admin-events/catalog";
import sansUrl from "@fontsource-variable/ibm-plex-sans/files/ibm-plex-sans-latin-wdth-normal.woff2?url";
import type { LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import type { ShouldRevalidateFunction } from "@remix-run/react";
import { Links, Meta, Outlet, Scripts, ScrollRestoration } from "@remix-run/react";
import type { ReactNode } from "react";
import { ApiProvider } from "./api/api-provider.tsx";
import { useNonce } from "./session/nonce.ts";
import { useAssetHref } from "./shell/use-asset-href.ts";
import { preferencesFromCookie } from "./session/preferences.ts";
import { usePreferences } from "./session/use-preferences.ts";
import { WholePageError } from "./shell/errors/whole-page-error.tsx";
import stylesUrl from "./styles/app.css?url";

const iconUrl = `data:image/svg+xml,${encodeURIComponent(product.logo)}`;

export const meta: MetaFunction = () => [{ title: product.name }];

/** The preferences change only by their own form; the time zone does not change. */
export const shouldRevalidate: ShouldRevalidateFunction = ({ formAction }) => formAction !== undefined;

export function loader({ request, context }: LoaderFunctionArgs) {
  const preferences = preferencesFromCookie(request.headers.get("Cookie"));
  return { preferences, timeZone: context.timeZone };
}

export function Layout({ children }: { children: ReactNode }) {
  const { theme } = usePreferences();
  const nonce = useNonce();
  const toHref = useAssetHref();
  return (
    <html lang="en" data-theme={theme}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex" />
        <Meta />
        <link rel="preload" href={toHref(sansUrl)} as="font" type="font/woff2" crossOrigin="anonymous" />
        <link rel="stylesheet" href={toHref(stylesUrl)} />
        <link rel="icon" href={iconUrl} type="image/svg+xml" />
        <Links />
      </head>
      <body>
        {children}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  );
}

export default function Root() {
  return (
    <ApiProvider>
      <Outlet />
    </ApiProvider>
  );
}

export function ErrorBoundary() {
  return <WholePageError />;
}
