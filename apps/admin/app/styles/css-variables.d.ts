import "react";

declare module "react" {
  interface CSSProperties {
    /** The colour of a bar; charts.css draws with it and the tooltip reads it. */
    "--bar"?: string;
    /** How deep a property is nested; event.css indents by it. */
    "--depth"?: number;
    /** How long a number is; charts.css sets it smaller the longer it is. */
    "--digits"?: number;
    /** The colour of a card's badge; usage.css draws with it. */
    "--tone"?: string;
  }
}
