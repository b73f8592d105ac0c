import { useAnalytics } from "@admin-events/client/react";
import { useState } from "react";
import { findProduct } from "../products.ts";
import type { Me } from "./api.ts";
import { identifyCustomer } from "./create-tracking.ts";
import { AccountPage, RegisterPage, SignInPage } from "./pages/account-pages.tsx";
import { HomePage, ProductPage } from "./pages/product-pages.tsx";
import { StaffPage } from "./pages/staff-page.tsx";

const pages: Record<string, (props: { me: Me }) => JSX.Element> = {
  "/": HomePage,
  "/register": RegisterPage,
  "/sign-in": SignInPage,
  "/account": AccountPage,
  "/staff": StaffPage,
};

/** The page at `path`, with header and footer. Links load a new document. */
export function Shop({ me, path }: { me: Me; path: string }) {
  const product = findProduct(path.replace("/products/", ""));
  const Page = pages[path] ?? NotFoundPage;

  return (
    <>
      <header>
        <a className="brand" href="/">
          Cinder &amp; Crumb
        </a>
        <nav aria-label="Shop">
          {me.mailboxUrl && <a href={me.mailboxUrl}>Mailbox</a>}
          {me.customer ? <a href="/account">Account</a> : <a href="/sign-in">Sign in</a>}
        </nav>
      </header>
      <main>{product ? <ProductPage me={me} product={product} /> : <Page me={me} />}</main>
      <footer>
        <p>A demo shop: nothing is charged or shipped.</p>
        {me.analytics && <TrackingChoice me={me} />}
      </footer>
    </>
  );
}

function NotFoundPage() {
  return <h1>Page not found</h1>;
}

function TrackingChoice({ me }: { me: Me }) {
  const analytics = useAnalytics();
  const [isAllowed, setIsAllowed] = useState(() => !analytics.isOptedOut());

  const choose = (isAllowed: boolean) => {
    setIsAllowed(isAllowed);
    if (!isAllowed) return analytics.optOut();

    analytics.optIn();
    identifyCustomer(analytics, me);
  };

  return (
    <label className="check">
      Allow analytics
      <input type="checkbox" checked={isAllowed} onChange={(event) => choose(event.target.checked)} />
    </label>
  );
}
