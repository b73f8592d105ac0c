/** The name and the logo of the panel, its mails and the command line. Replace them with your own. */
export const product = {
  name: "Admin Events",
  /**
   * An SVG drawing, as wide as high, for the panel and as the browser's icon. Colors may follow the panel's light and dark themes:
   * `var(--foreground, …)`, `var(--panel, …)`, each with the color of the icon.
   */
  logo: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" stroke-width="1.6">
  <rect width="16" height="16" rx="3" fill="var(--foreground, #1b1c18)"/>
  <path d="M3.5 12.5v-3M6.5 12.5v-5M12.5 12.5v-7" stroke="var(--panel, #f2f0e9)"/>
  <path d="M9.5 12.5v-9" stroke="#ff7a38"/>
</svg>`,
};
