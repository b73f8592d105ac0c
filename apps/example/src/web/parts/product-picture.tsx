import type { CSSProperties } from "react";
import type { Product, Shape } from "../../products/products.ts";

const shapes: Record<Shape, () => JSX.Element> = {
  bag: Bag,
  biscuit: Biscuits,
  box: Box,
  dripper: Dripper,
  filters: Filters,
  grinder: Grinder,
  kettle: Kettle,
  mug: Mug,
};

/** The drawing of a product, in its colour. Decorative: its name always stands beside it. */
export function ProductPicture({ shape, hue }: Pick<Product, "shape" | "hue">) {
  const Drawing = shapes[shape];

  return (
    <svg
      className="picture"
      viewBox="0 0 200 200"
      aria-hidden="true"
      style={{ "--hue": hue } as CSSProperties}
    >
      <ellipse className="shadow" cx="100" cy="177" rx="62" ry="7" />
      <Drawing />
    </svg>
  );
}

function Bag() {
  return (
    <>
      <path className="main" d="M60 66h80l7 104a7 7 0 0 1-7 7H60a7 7 0 0 1-7-7z" />
      <path className="deep" d="M60 66 53 170a7 7 0 0 0 7 7h10l6-111z" opacity=".55" />
      <path className="deep" d="M62 40h76v28H62z" />
      <path className="soft" d="M56 52h88v9H56z" />
      <rect className="cream" x="72" y="92" width="56" height="60" rx="28" />
      <g transform="rotate(24 100 116)">
        <ellipse className="deep" cx="100" cy="116" rx="10" ry="14" />
        <path className="line-cream" d="M103 103c-6 5-1 9-4 13s-5 7-2 13" />
      </g>
      <path className="line-deep" d="M87 140h26" />
    </>
  );
}

function Biscuits() {
  const crumbs = [
    [86, 96],
    [104, 88],
    [118, 102],
    [98, 110],
    [112, 118],
  ] as const;

  return (
    <>
      <rect className="deep" x="52" y="146" width="96" height="28" rx="14" />
      <rect className="main" x="52" y="140" width="96" height="28" rx="14" />
      <rect className="deep" x="60" y="126" width="86" height="22" rx="11" opacity=".7" />
      <rect className="soft" x="60" y="120" width="86" height="22" rx="11" />
      <circle className="main" cx="102" cy="88" r="42" />
      <circle className="soft" cx="102" cy="88" r="34" opacity=".75" />
      {crumbs.map(([x, y]) => (
        <circle key={`${x}${y}`} className="deep" cx={x} cy={y - 12} r="3.4" opacity=".75" />
      ))}
      <path className="line-cream" d="M78 74c5-9 13-14 24-15" />
      <circle className="soft" cx="158" cy="168" r="4" />
      <circle className="main" cx="168" cy="173" r="2.500" />
    </>
  );
}

function Box() {
  return (
    <>
      <path className="main" d="M48 92h104v78a6 6 0 0 1-6 6H54a6 6 0 0 1-6-6z" />
      <path className="deep" d="M48 92h104v12H48z" opacity=".45" />
      <rect className="soft" x="40" y="72" width="120" height="24" rx="5" />
      <path className="cream" d="M92 72h16v104H92z" />
      <path
        className="line-cream thick"
        d="M100 71c-10-24-40-24-38-8 1 9 22 9 38 8 16 1 37 1 38-8 2-16-28-16-38 8z"
      />
      <circle className="cream" cx="100" cy="71" r="6" />
    </>
  );
}

function Dripper() {
  return (
    <>
      <path className="soft" d="M74 128h52l9 44a4 4 0 0 1-4 5H69a4 4 0 0 1-4-5z" opacity=".6" />
      <path className="deep" d="M70 152h60l5 21a4 4 0 0 1-4 4H69a4 4 0 0 1-4-4z" opacity=".75" />
      <rect className="main" x="58" y="118" width="84" height="11" rx="5.500" />
      <path className="main" d="M48 60h104l-36 58H84z" />
      <path className="deep" d="M48 60h22l24 58H84z" opacity=".45" />
      <path className="cream" d="M58 52h84l-6 12H64z" />
      <path className="line-main" d="M152 74c26-2 26 32-16 30" />
      <path className="line-deep" d="M100 129v14" />
    </>
  );
}

function Filters() {
  return (
    <>
      {[0, 1, 2, 3].map((layer) => (
        <path
          key={layer}
          className={layer % 2 === 0 ? "soft" : "main"}
          d="M40 86c38-14 82-14 120 0l-46 84q-14 8-28 0z"
          transform={`translate(0 ${(3 - layer) * -9})`}
          opacity={layer === 3 ? 1 : 0.55 + layer * 0.12}
        />
      ))}
      <path className="line-cream" d="M62 92c24-7 52-7 76 0" />
      <path className="line-cream" d="M92 150q8 4 16 0" />
    </>
  );
}

function Grinder() {
  return (
    <>
      <path className="line-deep thick" d="M100 46h46" />
      <circle className="main" cx="150" cy="46" r="10" />
      <rect className="deep" x="94" y="44" width="12" height="18" rx="4" />
      <path className="soft" d="M72 76q0-16 16-16h24q16 0 16 16z" />
      <rect className="deep" x="70" y="76" width="60" height="54" rx="4" />
      <path className="line-cream" d="M80 84v38M92 84v38" opacity=".35" />
      <rect className="main" x="74" y="130" width="52" height="46" rx="8" />
      <path className="line-cream" d="M84 140v24" opacity=".6" />
    </>
  );
}

function Kettle() {
  return (
    <>
      <path className="line-main thick" d="M66 150c-30-2-18-62-38-68" />
      <path className="line-deep thick" d="M128 84c44-22 52 44 14 58" />
      <path className="main" d="M66 84h68l14 84a8 8 0 0 1-8 9H60a8 8 0 0 1-8-9z" />
      <path className="soft" d="M74 92h12l-8 76H64z" opacity=".55" />
      <path className="deep" d="M64 74h72v12H64z" />
      <rect className="deep" x="92" y="58" width="16" height="16" rx="6" />
    </>
  );
}

function Mug() {
  return (
    <>
      <path className="line-soft thick" d="M134 98c36-6 36 52-2 48" />
      <path className="cream" d="M58 78h80v82q0 17-17 17H75q-17 0-17-17z" />
      <path className="soft" d="M58 78h20v99h-3q-17 0-17-17z" opacity=".35" />
      <rect className="main" x="54" y="70" width="88" height="12" rx="6" />
      <path className="main" d="M98 146c-22-12-20-34 2-42 18 14 20 32-2 42z" opacity=".85" />
      <path className="line-steam" d="M82 58c-8-10 8-14 0-26M102 54c-8-10 8-14 0-26M122 58c-8-10 8-14 0-26" />
    </>
  );
}
