import { type TimeAxis } from '../trace/timeAxis';

/** Where a replay stands. */
export interface PlayerState {
  /** Place on the axis, 0..1. */
  x: number;
  playing: boolean;
  /** Times as fast as it really was, pauses left out. */
  speed: number;
}

export const SPEEDS = [1, 4, 16, 64] as const;

/** How long the whole takes at speed 1: squeezed pauses count only as long as they are drawn. */
export const playMs = (axis: TimeAxis): number => {
  const open = axis.parts.find(({ squeezed, from, to }) => !squeezed && to > from);
  return open === undefined || open.x1 <= open.x0 ? 1 : (open.to - open.from) / (open.x1 - open.x0);
};

/** Lets time pass; at the end the replay stops. */
export const advanced = (state: PlayerState, elapsedMs: number, axis: TimeAxis): PlayerState => {
  if (!state.playing) {
    return state;
  }
  const x = state.x + (Math.max(0, elapsedMs) * state.speed) / playMs(axis);
  return x >= 1 ? { ...state, x: 1, playing: false } : { ...state, x };
};

/** Play or pause; at the end it begins anew. */
export const toggled = (state: PlayerState): PlayerState =>
  state.playing ? { ...state, playing: false } : { ...state, playing: true, x: state.x >= 1 ? 0 : state.x };

export const movedTo = (state: PlayerState, x: number): PlayerState => ({ ...state, x: Math.min(1, Math.max(0, x)) });
