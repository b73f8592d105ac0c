import { Link, useAddress } from "../navigation.tsx";
import { useShop } from "../shop-provider.tsx";

/** The shop's name, the ways through it, and the cart. */
export function Header() {
  const { me, cart } = useShop();

  return (
    <header className="header">
      <Link className="brand" href="/">
        <BeanMark />
        <span>Cinder &amp; Crumb</span>
      </Link>
      <nav aria-label="Shop">
        <NavLink href="/">Shop</NavLink>
        <NavLink href="/mailbox">
          Mailbox <span className="tag">demo</span>
        </NavLink>
        {me.user ? <NavLink href="/account">Account</NavLink> : <NavLink href="/sign-in">Sign in</NavLink>}
      </nav>
      <Link
        className="cart-link"
        href="/cart"
        aria-label={`Cart, ${cart.items} ${cart.items === 1 ? "item" : "items"}`}
      >
        <BasketMark />
        <span className="cart-count" data-empty={cart.items === 0}>
          {cart.items}
        </span>
      </Link>
    </header>
  );
}

function NavLink({ href, children }: { href: string; children: React.ReactNode }) {
  const { pathname } = useAddress();
  const isHere = href === "/" ? pathname === "/" : pathname.startsWith(href);

  return (
    <Link href={href} aria-current={isHere ? "page" : undefined}>
      {children}
    </Link>
  );
}

function BeanMark() {
  return (
    <svg viewBox="0 0 32 32" aria-hidden="true">
      <g transform="rotate(28 16 16)">
        <ellipse cx="16" cy="16" rx="9" ry="13" fill="currentColor" />
        <path className="bean-line" d="M18.500 3.600c-6 5-1 9-4 13s-4 7-1 12" />
      </g>
    </svg>
  );
}

function BasketMark() {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true">
      <path
        className="icon-line"
        d="M4 9.500h16l-1.600 9.200a1.500 1.500 0 0 1-1.500 1.300H7.100a1.500 1.500 0 0 1-1.500-1.300z"
      />
      <path className="icon-line" d="m8 9.500 3-6M16 9.500l-3-6" />
    </svg>
  );
}
