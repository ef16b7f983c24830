export const CARD_WIDTH = 212;
export const CARD_HEIGHT = 86;

export interface Point {
  x: number;
  y: number;
}
