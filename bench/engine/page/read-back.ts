/** Counts the bytes that this worker maps from GPU buffers for reading, whoever maps them. */
export function countReadBack(): { take(): number } {
  let bytes = 0;
  if (typeof GPUBuffer !== 'undefined') {
    const mapAsync = Reflect.get(GPUBuffer.prototype, 'mapAsync') as (...args: unknown[]) => Promise<undefined>;
    GPUBuffer.prototype.mapAsync = function map(this: GPUBuffer, mode, offset = 0, size = this.size - offset) {
      if (mode === GPUMapMode.READ) bytes += size;
      return Reflect.apply(mapAsync, this, [mode, offset, size]);
    };
  }
  return {
    take() {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
  };
}
