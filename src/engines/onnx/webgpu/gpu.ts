/** A device with the few things that this engine does on it beside onnxruntime. Nothing here waits for anything but `read`. */
export class Gpu {
  readonly device: GPUDevice;
  #readBackBytes = 0;
  #staging: GPUBuffer | undefined;

  constructor(device: GPUDevice) {
    this.device = device;
  }

  /** Bytes that crossed from the device to the processor. */
  get readBackBytes(): number {
    return this.#readBackBytes;
  }

  /** A buffer of zeros that shaders and copies may use; sizes in bytes, rounded up to whole words. */
  buffer(bytes: number, further: GPUBufferUsageFlags = 0): GPUBuffer {
    const { STORAGE, COPY_SRC, COPY_DST } = GPUBufferUsage;
    const size = Math.max(16, Math.ceil(bytes / 16) * 16);
    return this.device.createBuffer({ size, usage: STORAGE | COPY_SRC | COPY_DST | further });
  }

  write(buffer: GPUBuffer, values: ArrayBufferView<ArrayBuffer>, offset = 0): void {
    this.device.queue.writeBuffer(buffer, offset, values.buffer, values.byteOffset, values.byteLength);
  }

  readonly #pipelines = new Map<string, GPUComputePipeline>();

  /** Of a shader's `main`; compiled once per device, which takes a while. */
  pipeline(code: string): GPUComputePipeline {
    const known = this.#pipelines.get(code);
    if (known) return known;
    const module = this.device.createShaderModule({ code });
    const made = this.device.createComputePipeline({ layout: 'auto', compute: { module, entryPoint: 'main' } });
    this.#pipelines.set(code, made);
    return made;
  }

  bind(pipeline: GPUComputePipeline, buffers: readonly GPUBuffer[]): GPUBindGroup {
    return this.device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  /** Records one run of a pipeline over its buffers, in the order of their bindings, by `x` times `y` workgroups. */
  dispatch(
    pass: GPUComputePassEncoder,
    pipeline: GPUComputePipeline,
    buffers: readonly GPUBuffer[],
    x: number,
    y = 1,
  ): void {
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.bind(pipeline, buffers));
    pass.dispatchWorkgroups(x, y);
  }

  /** Records and submits. */
  submit(record: (encoder: GPUCommandEncoder) => void): void {
    const encoder = this.device.createCommandEncoder();
    record(encoder);
    this.device.queue.submit([encoder.finish()]);
  }

  copy(from: GPUBuffer, to: GPUBuffer, bytes: number, fromOffset = 0, toOffset = 0): void {
    this.submit((encoder) => encoder.copyBufferToBuffer(from, fromOffset, to, toOffset, bytes));
  }

  /** A copy of the first `bytes` of a buffer, a multiple of 4, after everything submitted before. */
  async read(buffer: GPUBuffer, bytes: number, offset = 0): Promise<ArrayBuffer> {
    const staging = this.#stagingOf(bytes);
    this.copy(buffer, staging, bytes, offset);
    await staging.mapAsync(GPUMapMode.READ, 0, bytes);
    const content = staging.getMappedRange(0, bytes).slice(0);
    staging.unmap();
    this.#readBackBytes += bytes;
    return content;
  }

  #stagingOf(bytes: number): GPUBuffer {
    if (this.#staging && this.#staging.size >= bytes) return this.#staging;
    this.#staging?.destroy();
    const usage = GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST;
    this.#staging = this.device.createBuffer({ size: Math.ceil(bytes / 16) * 16, usage });
    return this.#staging;
  }

  dispose(): void {
    this.#staging?.destroy();
    this.#staging = undefined;
  }
}
