import "react";

declare module "react" {
  interface CSSProperties {
    /** The color of a bar or swatch. */
    "--bar"?: string;
    /** The nesting depth of a property. */
    "--depth"?: number;
    /** The length of a number; longer ones are smaller. */
    "--digits"?: number;
    /** The color of a card's icon. */
    "--tone"?: string;
  }
}
