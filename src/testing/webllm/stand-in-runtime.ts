/**
 * The rules of TVM's runtime in the browser that code can break: objects belong to scopes, numbers for functions of the
 * runtime need a type, what is copied from the GPU is there only after a sync, and nothing lives on after its end.
 */

interface Disposable {
  dispose(): void;
}

export class Scalar {
  readonly value: number;
  readonly dtype: string;

  constructor(value: number, dtype: string) {
    this.value = value;
    this.dtype = dtype;
  }
}

export class ShapeTuple implements Disposable {
  readonly values: readonly number[];

  constructor(values: readonly number[]) {
    this.values = values;
  }

  dispose(): void {}
}

type Place = 'cpu' | 'gpu';

export class StandInTensor implements Disposable {
  readonly shape: readonly number[];
  readonly dtype: string;
  readonly place: Place;
  /** What a GPU tensor stands for: values, or the ids that were embedded. */
  values: readonly number[] | Float32Array = [];
  pending = false;
  #disposed = false;

  constructor(shape: readonly number[], dtype: string, place: Place) {
    this.shape = shape;
    this.dtype = dtype;
    this.place = place;
  }

  copyFrom(source: StandInTensor | readonly number[]): this {
    this.#check();
    const { length } = source instanceof StandInTensor ? source.read() : source;
    const size = this.shape.reduce((product, dimension) => product * dimension, 1);
    if (length !== size) throw new Error(`Size mismatch: ${length} values for a tensor of ${size}.`);
    this.values = source instanceof StandInTensor ? source.read() : [...source];
    this.pending = source instanceof StandInTensor && source.place === 'gpu' && this.place === 'cpu';
    return this;
  }

  view(shape: readonly number[]): StandInTensor {
    this.#check();
    const tensor = new StandInTensor(shape, this.dtype, this.place);
    tensor.values = this.values;
    return this.onView(tensor);
  }

  /** Set by the runtime: a view belongs to the scope too. */
  onView: (tensor: StandInTensor) => StandInTensor = (tensor) => tensor;

  read(): readonly number[] | Float32Array {
    this.#check();
    return this.values;
  }

  toRawBytes(): Uint8Array<ArrayBuffer> {
    this.#check();
    if (this.place !== 'cpu') throw new Error('toRawBytes of a tensor on the GPU.');
    if (this.pending) throw new Error('Read before device.sync().');
    if (this.dtype !== 'float32') throw new Error(`The stand-in has no ${this.dtype} to read.`);
    return new Uint8Array(Float32Array.from(this.values).buffer);
  }

  dispose(): void {
    this.#disposed = true;
  }

  #check(): void {
    if (this.#disposed) throw new Error('A tensor was used after it was disposed.');
  }
}

export class StandInRuntime {
  readonly #scopes: Set<Disposable>[] = [];
  readonly #functions: ReadonlyMap<string, (...args: readonly unknown[]) => unknown>;
  readonly #copies: StandInTensor[] = [];
  #ended = false;

  constructor(functions: ReadonlyMap<string, (...args: readonly unknown[]) => unknown>) {
    this.#functions = functions;
  }

  get openScopes(): number {
    return this.#scopes.length;
  }

  end(): void {
    this.#ended = true;
  }

  readonly device = {
    sync: async (): Promise<void> => {
      this.#check();
      await Promise.resolve();
      for (const tensor of this.#copies.splice(0)) tensor.pending = false;
    },
  };

  beginScope(): void {
    this.#check();
    this.#scopes.push(new Set());
  }

  endScope(): void {
    this.#check();
    const scope = this.#scopes.pop();
    if (!scope) throw new Error('tvm.endScope called when the stack is empty.');
    for (const value of scope) value.dispose();
  }

  detachFromCurrentScope<T>(value: T): T {
    if (!this.#scopes.at(-1)?.delete(value as Disposable)) throw new Error('Object is not in the current scope.');
    return value;
  }

  own<T extends Disposable>(value: T): T {
    const scope = this.#scopes.at(-1);
    if (!scope) throw new Error('Must call beginScope to use functions that return TVM objects.');
    scope.add(value);
    return value;
  }

  getGlobalFunc(name: string): unknown {
    this.#check();
    const fn = this.#functions.get(name);
    if (!fn) throw new Error(`Cannot find global function ${name}`);
    return this.packed(fn);
  }

  packed(fn: (...args: readonly unknown[]) => unknown): unknown {
    let disposed = false;
    const call = (...args: readonly unknown[]): unknown => {
      this.#check();
      if (disposed) throw new Error('A function was called after it was disposed.');
      if (args.some((value) => typeof value === 'number'))
        throw new TypeError('A plain number passes as float64 here.');
      return fn(...args);
    };
    return this.own(
      Object.assign(call, {
        dispose() {
          disposed = true;
        },
      }),
    );
  }

  scalar(value: number, dtype: string): Scalar {
    if (!Number.isInteger(value)) throw new TypeError(`${value} is no ${dtype}.`);
    return new Scalar(value, dtype);
  }

  makeShapeTuple(values: readonly number[]): ShapeTuple {
    return this.own(new ShapeTuple(values));
  }

  cpu(): 'cpu' {
    return 'cpu';
  }

  empty(shape: readonly number[], dtype: string, device: unknown): StandInTensor {
    this.#check();
    return this.tensor(shape, dtype, device === 'cpu' ? 'cpu' : 'gpu');
  }

  tensor(shape: readonly number[], dtype: string, place: Place): StandInTensor {
    const tensor = new StandInTensor(shape, dtype, place);
    tensor.onView = (view) => this.own(view);
    if (place === 'cpu') this.#copies.push(tensor);
    return this.own(tensor);
  }

  #check(): void {
    if (this.#ended) throw new Error('The runtime was used after the model was unloaded.');
  }
}
