import { element, label } from '#shared/classifier/report/svg/svg.ts';

export interface Dot {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Of CSS. */
  readonly colour: string;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const RADIUS = 5;
const GAP = 4;
const HEIGHT = 14;
/** Mean width of a letter, a little generous. */
const LETTER = 6.6;

/** Dots with their names beside, above or below them, wherever there is room inside the frame. */
export function namedDots(dots: readonly Dot[], frame: Box): string[] {
  const taken: Box[] = dots.map(({ x, y }) => ({
    left: x - RADIUS,
    right: x + RADIUS,
    top: y - RADIUS,
    bottom: y + RADIUS,
  }));
  return dots.map((dot) => {
    const places = placesOf(dot);
    const box = places.find((place) => isFree(place, taken, frame)) ?? places[0];
    if (box) taken.push(box);
    return (
      element('circle', { cx: dot.x, cy: dot.y, r: RADIUS, style: `fill:${dot.colour}` }) +
      label(dot.name, ((box?.left ?? 0) + (box?.right ?? 0)) / 2, (box?.bottom ?? 0) - 3, {
        class: 'halo',
        'text-anchor': 'middle',
      })
    );
  });
}

/** Right, left, above, below, then further and further above. */
function placesOf({ name, x, y }: Dot): Box[] {
  const width = name.length * LETTER;
  const box = (left: number, top: number): Box => ({ left, right: left + width, top, bottom: top + HEIGHT });
  const away = RADIUS + GAP;
  return [
    box(x + away, y - HEIGHT / 2),
    box(x - away - width, y - HEIGHT / 2),
    box(x - width / 2, y - away - HEIGHT),
    box(x - width / 2, y + away),
    ...Array.from({ length: 8 }, (_, i) => box(x - width / 2, y - away - HEIGHT * (i + 2))),
  ];
}

const isFree = (box: Box, taken: readonly Box[], frame: Box): boolean =>
  box.left >= frame.left &&
  box.right <= frame.right &&
  box.top >= frame.top &&
  box.bottom <= frame.bottom &&
  taken.every(
    (other) =>
      box.right <= other.left ||
      box.left >= other.right ||
      box.bottom <= other.top ||
      box.top >= other.bottom,
  );
