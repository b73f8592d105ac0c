export const SIGN_UP = "user.signed_up";
export const CONFIRMATION = "user.confirmed";

/** The steps of the sign-up funnel. A new event with one of these names refreshes the dashboard. */
export const DASHBOARD_NAMES = [SIGN_UP, CONFIRMATION, "order.placed"];
