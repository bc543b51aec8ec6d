/** A dense matrix by rows. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  /** [rows * columns], row after row. */
  readonly values: Float32Array | Float64Array;
}

/** matrix * vector, [rows], in float64. */
export function multiply({ rows, columns, values }: Matrix, vector: ArrayLike<number>): Float64Array {
  const product = new Float64Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let sum = 0;
    for (let column = 0, at = row * columns; column < columns; column += 1, at += 1) {
      sum += (values[at] ?? 0) * (vector[column] ?? 0);
    }
    product[row] = sum;
  }
  return product;
}
