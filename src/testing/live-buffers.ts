/** Buffers on GPUs that have been made and not destroyed, from the call on, whoever makes them. */
export interface LiveBuffers {
  readonly count: number;
  readonly bytes: number;
}

/** Counts in this page; onnxruntime's own buffers come through the same door. */
export function watchBuffers(): () => LiveBuffers {
  const live = new Map<GPUBuffer, number>();
  // oxlint-disable-next-line typescript/unbound-method -- called with the device that it is asked of
  GPUDevice.prototype.createBuffer = new Proxy(GPUDevice.prototype.createBuffer, {
    apply(create, device: GPUDevice, [descriptor]: [GPUBufferDescriptor]) {
      const buffer = create.call(device, descriptor);
      live.set(buffer, descriptor.size);
      return buffer;
    },
  });
  // oxlint-disable-next-line typescript/unbound-method -- likewise
  GPUBuffer.prototype.destroy = new Proxy(GPUBuffer.prototype.destroy, {
    apply(destroy, buffer: GPUBuffer) {
      live.delete(buffer);
      return destroy.call(buffer);
    },
  });
  return () => ({ count: live.size, bytes: [...live.values()].reduce((sum, size) => sum + size, 0) });
}
