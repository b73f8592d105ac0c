import type { Plan } from "./tables.ts";

export interface Product {
  sku: string;
  name: string;
  category: "beans" | "brewing" | "bakes" | "gifts";
  /** Euros. */
  price: number;
  taste: string;
}

export const products: readonly Product[] = [
  { sku: "ember-blend", name: "Ember Blend", category: "beans", price: 14.5, taste: "Chocolate, almond" },
  { sku: "first-light", name: "First Light", category: "beans", price: 17, taste: "Jasmine, apricot" },
  { sku: "hearth-espresso", name: "Hearth Espresso", category: "beans", price: 15.5, taste: "Cocoa, nuts" },
  { sku: "orchard-honey", name: "Orchard Honey", category: "beans", price: 18, taste: "Peach, honey" },
  { sku: "ashfall", name: "Ashfall", category: "beans", price: 16.5, taste: "Cedar, molasses" },
  { sku: "drift-decaf", name: "Drift Decaf", category: "beans", price: 15, taste: "Caramel, apple" },
  { sku: "clay-dripper", name: "Clay Dripper", category: "brewing", price: 32, taste: "Stoneware, 2 cups" },
  { sku: "slow-kettle", name: "Slow Pour Kettle", category: "brewing", price: 68, taste: "Steel, 0.9 l" },
  { sku: "hand-grinder", name: "Hand Grinder", category: "brewing", price: 74, taste: "Steel burrs" },
  { sku: "paper-filters", name: "Paper Filters", category: "brewing", price: 6.5, taste: "100, unbleached" },
  { sku: "salt-shortbread", name: "Salt Shortbread", category: "bakes", price: 8.5, taste: "Browned butter" },
  { sku: "cardamom-rusks", name: "Cardamom Rusks", category: "bakes", price: 7.5, taste: "Made for dipping" },
  { sku: "oat-crumble", name: "Oat Crumble Bars", category: "bakes", price: 9, taste: "Oats, plum, ginger" },
  { sku: "tasting-flight", name: "Tasting Flight", category: "gifts", price: 24, taste: "Four coffees" },
  { sku: "enamel-mug", name: "Enamel Mug", category: "gifts", price: 16, taste: "350 ml" },
  { sku: "quiet-morning", name: "Quiet Morning Box", category: "gifts", price: 49, taste: "Coffee, a mug" },
];

export function findProduct(sku: string): Product | undefined {
  return products.find((product) => product.sku === sku);
}

/** The price in whole cents. Club members pay 10 % less. */
export function getTotalCents({ price }: Product, quantity: number, plan: Plan): number {
  return Math.round(price * 100 * quantity * (plan === "club" ? 0.9 : 1));
}

const euros = new Intl.NumberFormat("en-IE", { style: "currency", currency: "EUR" });

export const formatEuros = (amount: number): string => euros.format(amount);
