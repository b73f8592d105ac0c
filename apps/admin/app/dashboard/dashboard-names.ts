/** What counts as a registration. */
export const registration = "user.signed_up";

/** What a registration leads to first. */
export const confirmation = "user.confirmed";

/** The registration funnel; the arrival of any of these changes the dashboard. */
export const dashboardNames = [registration, confirmation, "order.placed"];
