import { html, type Markup } from './html.ts';

export interface Column {
  readonly title: string;
  /** Numbers are set to the right, under each other. */
  readonly numeric?: boolean;
}

export interface Row {
  readonly head: Markup;
  readonly cells: readonly Markup[];
  readonly id?: string;
}

/** A table with a caption; the first column heads its rows. */
export function table(caption: string, columns: readonly Column[], rows: readonly Row[], id?: string): Markup {
  const side = (column: Column | undefined): string => (column?.numeric ? 'number' : 'text');
  const heads = columns.map((column) => html`<th scope="col" class="${side(column)}">${column.title}</th>`);
  const lines = rows.map(
    ({ head, cells, id: rowId }) =>
      html`<tr${rowId === undefined ? html`` : html` id="${rowId}"`}><th scope="row">${head}</th>${cells.map(
        (cell, index) => html`<td class="${side(columns[index + 1])}">${cell}</td>`,
      )}</tr>
`,
  );
  return html`<div
    class="scroll"
    role="region"
    aria-label="${caption}"
    tabindex="0"
    ${id === undefined ? html`` : html` id="${id}"`}
  >
    <table>
      <caption>
        ${caption}
      </caption>
      <thead>
        <tr>
          ${heads}
        </tr>
      </thead>
      <tbody>
        ${lines}
      </tbody>
    </table>
  </div> `;
}

/** A figure that leads to the samples behind it. */
export function figure(anchor: string, text: string): Markup {
  return html`<a href="#${anchor}">${text}</a>`;
}
