import { html, type Markup } from './html.ts';
import { at, type Scale } from './scale.ts';

/** The grid of a horizontal scale: a line at every tick, from `top` to `bottom`, and its number below. */
export function columnGrid(scale: Scale, top: number, bottom: number, write: (tick: number) => string): Markup[] {
  return scale.ticks.map((tick) => {
    const x = at(scale.place(tick));
    return html`<line class="grid" x1="${x}" x2="${x}" y1="${top}" y2="${bottom}" /><text
        class="tick"
        x="${x}"
        y="${bottom + 20}"
        text-anchor="middle"
        >${write(tick)}</text
      >`;
  });
}

/** The grid of a vertical scale: a line at every tick, from `left` to `right`, and its number before it. */
export function rowGrid(scale: Scale, left: number, right: number, write: (tick: number) => string): Markup[] {
  return scale.ticks.map((tick) => {
    const y = scale.place(tick);
    return html`<line class="grid" x1="${left}" x2="${right}" y1="${at(y)}" y2="${at(y)}" /><text
        class="tick"
        x="${left - 10}"
        y="${at(y + 4)}"
        text-anchor="end"
        >${write(tick)}</text
      >`;
  });
}
