// Symbols and hatches of the map, drawn from the page's colour tokens, so that light and dark are the same code.
import { KINDS } from "./wire";
import { token } from "./view";

const RATIO = 2;

export interface Symbol {
  name: string;
  data: ImageData;
  ratio: number;
}

type Pen = (pen: CanvasRenderingContext2D, size: number) => void;

function drawn(name: string, size: number, draw: Pen): Symbol {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size * RATIO;
  const pen = canvas.getContext("2d", { willReadFrequently: true })!;
  pen.scale(RATIO, RATIO);
  draw(pen, size);
  return { name, data: pen.getImageData(0, 0, canvas.width, canvas.height), ratio: RATIO };
}

/** A settlement: ring and dot; where only a state is reported a dotted ring, which is no event. */
function settlement(colour: string, status: boolean): Pen {
  return (pen, size) => {
    const c = size / 2;
    pen.strokeStyle = pen.fillStyle = colour;
    pen.beginPath();
    pen.arc(c, c, 9, 0, 2 * Math.PI);
    pen.globalAlpha = 0.16;
    pen.fill();
    pen.globalAlpha = 1;
    if (status) {
      pen.lineWidth = 2.4;
      pen.lineCap = "round";
      pen.setLineDash([0.01, (2 * Math.PI * 9) / 15]);
      pen.stroke();
      return;
    }
    pen.lineWidth = 1.4;
    pen.stroke();
    pen.beginPath();
    pen.arc(c, c, 4, 0, 2 * Math.PI);
    pen.fill();
  };
}

function facility(colour: string, status: boolean): Pen {
  return (pen, size) => {
    const half = 5;
    const c = size / 2;
    pen.fillStyle = token("map-land");
    pen.fillRect(c - half - 1.5, c - half - 1.5, 2 * half + 3, 2 * half + 3);
    pen.strokeStyle = pen.fillStyle = colour;
    if (!status) {
      pen.fillRect(c - half, c - half, 2 * half, 2 * half);
      return;
    }
    pen.lineWidth = 2;
    pen.lineCap = "round";
    pen.setLineDash([0.01, 3.3]);
    pen.strokeRect(c - half, c - half, 2 * half, 2 * half);
  };
}

/** A unit whose outline is not known: a small dashed frame that claims no ground. */
function unit(colour: string): Pen {
  return (pen, size) => {
    pen.strokeStyle = colour;
    pen.lineWidth = 1.6;
    pen.setLineDash([4, 2.4]);
    pen.strokeRect(3, 5, size - 6, size - 10);
  };
}

const diamond: Pen = (pen, size) => {
  const c = size / 2;
  pen.translate(c, c);
  pen.rotate(Math.PI / 4);
  pen.fillStyle = token("map-land");
  pen.strokeStyle = token("k-quantity");
  pen.lineWidth = 1.8;
  pen.fillRect(-5.5, -5.5, 11, 11);
  pen.strokeRect(-5.5, -5.5, 11, 11);
};

const arrow: Pen = (pen, size) => {
  const c = size / 2;
  pen.fillStyle = token("k-quantity");
  pen.beginPath();
  pen.moveTo(c + 6, c);
  pen.lineTo(c - 5, c - 5);
  pen.lineTo(c - 5, c + 5);
  pen.fill();
};

/** Lines at 45 degrees that meet at the edges of the tile. */
function hatch(step: number, rising: boolean): Pen {
  return (pen, size) => {
    pen.strokeStyle = token("map-ctl");
    pen.lineWidth = 1;
    for (let at = -size; at <= 2 * size; at += step) {
      pen.beginPath();
      pen.moveTo(at, rising ? size + 1 : -1);
      pen.lineTo(at + size + 2, rising ? -1 : size + 1);
      pen.stroke();
    }
  };
}

export function symbols(): Symbol[] {
  const found = KINDS.flatMap((kind) => {
    const colour = token(`k-${kind}`);
    return [
      drawn(`settlement-${kind}`, 24, settlement(colour, kind === "status")),
      drawn(`unit-${kind}`, 24, unit(colour)),
      drawn(`facility-${kind}`, 16, facility(colour, kind === "status")),
    ];
  });
  return [
    ...found,
    drawn("origin", 20, diamond),
    drawn("arrow", 14, arrow),
    drawn("held", 24, hatch(12, true)),
    drawn("contested", 24, hatch(6, false)),
  ];
}
