/** The shelves of the shop. */
export const categories = {
  beans: "Coffee",
  brewing: "Brewing",
  bakes: "Bakes",
  gifts: "Gifts",
} as const;

export type Category = keyof typeof categories;

/** How a product's picture is drawn. */
export type Shape = "bag" | "biscuit" | "box" | "dripper" | "filters" | "grinder" | "kettle" | "mug";

export interface Product {
  sku: string;
  name: string;
  category: Category;
  /** Euros. */
  price: number;
  /** What the price buys: "250 g". */
  unit: string;
  /** One line on the shelf. */
  taste: string;
  /** A few sentences on the product's own page. */
  story: string;
  shape: Shape;
  /** The picture's main colour, as a hue in degrees. */
  hue: number;
}

/** Everything the shop sells, in the order of the shelf. */
export const products: readonly Product[] = [
  {
    sku: "ember-blend",
    name: "Ember Blend",
    category: "beans",
    price: 14.5,
    unit: "250 g",
    taste: "Dark chocolate, toasted almond, fig",
    story:
      "The coffee we drink ourselves before the first customer comes. Two washed Colombians and a natural Brazilian, roasted until the edges caramelise and not a minute longer. Forgiving in every brewer, lovely with milk.",
    shape: "bag",
    hue: 14,
  },
  {
    sku: "first-light",
    name: "First Light",
    category: "beans",
    price: 17,
    unit: "250 g",
    taste: "Jasmine, bergamot, apricot",
    story:
      "A washed Ethiopian from Guji, roasted light and slowly. It smells like a garden at six in the morning and tastes best as a pour-over, a little cooler than you think.",
    shape: "bag",
    hue: 42,
  },
  {
    sku: "hearth-espresso",
    name: "Hearth Espresso",
    category: "beans",
    price: 15.5,
    unit: "250 g",
    taste: "Cocoa, hazelnut, brown sugar",
    story:
      "Round and sweet, with a crema that stays. Made for home machines that are not always at the right temperature: it keeps its manners when the shot runs long.",
    shape: "bag",
    hue: 352,
  },
  {
    sku: "orchard-honey",
    name: "Orchard Honey",
    category: "beans",
    price: 18,
    unit: "250 g",
    taste: "Ripe peach, honey, black tea",
    story:
      "Dried with part of the fruit still on the bean, on raised beds in Tarrazú, Costa Rica. A small lot that we buy whole every spring; when it is gone, it is gone.",
    shape: "bag",
    hue: 28,
  },
  {
    sku: "ashfall",
    name: "Ashfall",
    category: "beans",
    price: 16.5,
    unit: "250 g",
    taste: "Cedar, molasses, clove",
    story:
      "Sumatra, wet-hulled and roasted dark. Heavy, a little smoky, and good company on a rainy afternoon. If you like your coffee to have weather, this is yours.",
    shape: "bag",
    hue: 210,
  },
  {
    sku: "drift-decaf",
    name: "Drift Decaf",
    category: "beans",
    price: 15,
    unit: "250 g",
    taste: "Caramel, red apple, biscuit",
    story:
      "Decaffeinated in Colombia with sugar cane, close to where it grew. We put it on the table at tastings without saying so; it usually wins.",
    shape: "bag",
    hue: 168,
  },
  {
    sku: "clay-dripper",
    name: "Clay Dripper",
    category: "brewing",
    price: 32,
    unit: "1–2 cups",
    taste: "Thrown by hand, glazed inside",
    story:
      "A cone of stoneware from a pottery two streets away. The walls hold the heat, the ribs let the water find its way. Takes size 02 papers.",
    shape: "dripper",
    hue: 20,
  },
  {
    sku: "slow-kettle",
    name: "Slow Pour Kettle",
    category: "brewing",
    price: 68,
    unit: "0.9 l",
    taste: "A spout that does what you mean",
    story:
      "Brushed steel, a counterweighted handle and a neck thin enough to pour drop by drop. Works on gas, electric and induction.",
    shape: "kettle",
    hue: 205,
  },
  {
    sku: "hand-grinder",
    name: "Hand Grinder",
    category: "brewing",
    price: 74,
    unit: "30 g",
    taste: "Steel burrs, forty quiet seconds",
    story:
      "Grinds for two cups in under a minute without waking anyone. Conical steel burrs, a click for every step from espresso to French press.",
    shape: "grinder",
    hue: 30,
  },
  {
    sku: "paper-filters",
    name: "Paper Filters",
    category: "brewing",
    price: 6.5,
    unit: "100 pieces",
    taste: "Unbleached, size 02",
    story: "Plain brown paper that tastes of nothing once rinsed. Fits our dripper and most others.",
    shape: "filters",
    hue: 36,
  },
  {
    sku: "salt-shortbread",
    name: "Smoked Salt Shortbread",
    category: "bakes",
    price: 8.5,
    unit: "180 g",
    taste: "Browned butter, a breath of smoke",
    story:
      "Baked on Tuesdays and Fridays. The butter is browned, the salt is smoked over our own chaff, and the crumb falls apart the way it should.",
    shape: "biscuit",
    hue: 38,
  },
  {
    sku: "cardamom-rusks",
    name: "Cardamom Rusks",
    category: "bakes",
    price: 7.5,
    unit: "200 g",
    taste: "Twice baked, made for dipping",
    story:
      "Dry, crisp and perfumed with green cardamom. They are shy on their own and wonderful after three seconds in a cup of Ember Blend.",
    shape: "biscuit",
    hue: 48,
  },
  {
    sku: "oat-crumble",
    name: "Oat Crumble Bars",
    category: "bakes",
    price: 9,
    unit: "4 bars",
    taste: "Toasted oats, plum, ginger",
    story: "What the bakers eat between batches: oats, plum butter and a little fire from the ginger.",
    shape: "biscuit",
    hue: 20,
  },
  {
    sku: "tasting-flight",
    name: "Tasting Flight",
    category: "gifts",
    price: 24,
    unit: "4 × 75 g",
    taste: "Four coffees, from light to dark",
    story:
      "First Light, Orchard Honey, Ember Blend and Ashfall in small tins, with a card that says what to look for. The best way to find out what you like.",
    shape: "box",
    hue: 340,
  },
  {
    sku: "enamel-mug",
    name: "Enamel Mug",
    category: "gifts",
    price: 16,
    unit: "350 ml",
    taste: "Survives camps and kitchens",
    story: "Cream enamel with a cinder-red rim. It will chip one day and look better for it.",
    shape: "mug",
    hue: 8,
  },
  {
    sku: "quiet-morning",
    name: "Quiet Morning Box",
    category: "gifts",
    price: 49,
    unit: "1 box",
    taste: "A bag, a mug, something to dip",
    story: "Hearth Espresso, the enamel mug and cardamom rusks, packed in straw paper with a note of yours.",
    shape: "box",
    hue: 150,
  },
];

/** The product with this article number, if the shop has it. */
export function productBySku(sku: string): Product | undefined {
  return products.find((product) => product.sku === sku);
}
