/** Pixels of the picture per pixel of the drawing: sharp in print. */
const SCALE = 2;

/** An SVG picture as PNG, drawn by the browser. Rejects when the browser cannot draw it. */
export async function rasterise(svg: string): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * SCALE;
    canvas.height = image.naturalHeight * SCALE;
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new Error('The browser drew nothing.'))), 'image/png'),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}
