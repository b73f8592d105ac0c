import { useEffect, useRef } from "react";
import { useAddress } from "./navigation.tsx";
import { AccountPage } from "./pages/account-page.tsx";
import { CartPage } from "./pages/cart-page.tsx";
import { CheckoutPage } from "./pages/checkout-page.tsx";
import { MailboxPage } from "./pages/mailbox-page.tsx";
import { NotFoundPage } from "./pages/not-found-page.tsx";
import { OrderPlacedPage } from "./pages/order-placed-page.tsx";
import { ProductPage } from "./pages/product-page.tsx";
import { RegisterPage } from "./pages/register-page.tsx";
import { ShelfPage } from "./pages/shelf-page.tsx";
import { SignInPage } from "./pages/sign-in-page.tsx";
import { StaffPage } from "./pages/staff-page.tsx";
import { Footer } from "./parts/footer.tsx";
import { Header } from "./parts/header.tsx";

const pages: Record<string, () => JSX.Element> = {
  "/": ShelfPage,
  "/cart": CartPage,
  "/checkout": CheckoutPage,
  "/register": RegisterPage,
  "/sign-in": SignInPage,
  "/account": AccountPage,
  "/staff": StaffPage,
};

/** The whole shop: the page of the address between header and footer. */
export function ShopApp() {
  const { pathname } = useAddress();
  const main = useFocusOnNewPage(pathname.startsWith("/mailbox") ? "/mailbox" : pathname);

  return (
    <>
      <a className="skip-link" href="#main">
        Skip to the content
      </a>
      <Header />
      <main id="main" ref={main} tabIndex={-1}>
        <Page pathname={pathname} />
      </main>
      <Footer />
    </>
  );
}

function Page({ pathname }: { pathname: string }) {
  const [, section, id] = pathname.split("/");
  if (section === "products" && id) return <ProductPage key={id} sku={id} />;
  if (section === "orders" && id) return <OrderPlacedPage id={id} />;
  if (section === "mailbox") return <MailboxPage />;

  const ExactPage = pages[pathname] ?? NotFoundPage;
  return <ExactPage />;
}

/** Moves the focus to the new page, so that a screen reader reads on there and not in the header. */
function useFocusOnNewPage(pathname: string) {
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);

  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    main.current?.focus({ preventScroll: true });
  }, [pathname]);

  return main;
}
