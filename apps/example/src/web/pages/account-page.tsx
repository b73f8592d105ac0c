import { useCallback } from "react";
import type { Account } from "../api.ts";
import { changePlan, signOut } from "../api.ts";
import { Link, navigate } from "../navigation.tsx";
import { HelpForm } from "../parts/help-form.tsx";
import { OrderList } from "../parts/order-list.tsx";
import { Problem } from "../parts/problem.tsx";
import { useShop } from "../shop-provider.tsx";
import { useAction } from "../use-action.ts";
import { useTitle } from "../use-title.ts";

/** The signed-in person's plan and orders, and a way to ask for help. */
export function AccountPage() {
  const { me } = useShop();
  useTitle("Account");

  if (!me.user) {
    return (
      <section className="narrow">
        <h1>Not signed in</h1>
        <p>
          <Link href="/sign-in">Sign in</Link> or <Link href="/register">create an account</Link>.
        </p>
      </section>
    );
  }
  return <AccountOf user={me.user} />;
}

function AccountOf({ user }: { user: Account }) {
  const { me, refresh } = useShop();
  const isInClub = user.plan === "club";

  const planChange = useAction(
    useCallback(async () => {
      await changePlan(isInClub ? "free" : "club");
      await refresh();
    }, [isInClub, refresh]),
  );
  const leaving = useAction(
    useCallback(async () => {
      await signOut();
      await refresh();
      navigate("/");
    }, [refresh]),
  );

  return (
    <section className="account">
      <header>
        <h1>Hello, {user.name?.split(" ")[0] ?? "there"}</h1>
        <p>
          {user.email}{" "}
          <button type="button" className="quiet" onClick={() => void leaving.run(undefined)}>
            Sign out
          </button>
        </p>
      </header>

      <section className="panel">
        <h2>{isInClub ? "You are in the Crumb Club" : "The Crumb Club"}</h2>
        <p>
          {isInClub
            ? "10% off everything, and first pick of small lots."
            : "Members pay 10% less and get first pick of small lots."}
        </p>
        <Problem problem={planChange.problem} />
        <button
          type="button"
          className={isInClub ? "button plain" : "button"}
          disabled={planChange.isRunning}
          onClick={() => void planChange.run(undefined)}
        >
          {isInClub ? "Leave the club" : "Join the club"}
        </button>
      </section>

      <section className="panel">
        <h2>Need a hand?</h2>
        <HelpForm />
      </section>

      <section className="orders">
        <h2>Your orders</h2>
        <OrderList orders={me.orders} />
      </section>
    </section>
  );
}
