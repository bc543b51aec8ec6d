import type { LocalFile } from '../../../workers/protocol.ts';

/** A folder with more is no model's, and walking it would take long. */
const MOST_FILES = 10_000;

function entriesOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  return new Promise((resolve, reject) => {
    const found: FileSystemEntry[] = [];
    const more = (): void =>
      reader.readEntries((entries) => {
        found.push(...entries);
        // A reader gives a hundred at a time and none at the end.
        if (entries.length === 0 || found.length > MOST_FILES) resolve(found);
        else more();
      }, reject);
    more();
  });
}

async function walk(entry: FileSystemEntry, files: LocalFile[]): Promise<void> {
  if (files.length >= MOST_FILES) return;
  if (entry.isDirectory) {
    for (const inner of await entriesOf(entry as FileSystemDirectoryEntry)) await walk(inner, files);
    return;
  }
  const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
  files.push({ path: entry.fullPath.replace(/^\//, ''), file });
}

/** Everything that was dropped, folders with what is in them, by path. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly LocalFile[]> {
  // The list is emptied as soon as the event is over: all entries are taken before the first wait.
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const files: LocalFile[] = [];
  for (const entry of entries) await walk(entry, files);
  return files;
}

/** Files from a dialog; those of a folder know their place in it. */
export function chosenFiles(files: Iterable<File>): readonly LocalFile[] {
  return [...files].map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What to call a model that came as files: by its folder, or by its graph. */
export function nameOfFiles(files: readonly LocalFile[]): string {
  const [first] = files;
  const folder = first?.path.split('/').slice(0, -1)[0];
  const graph = files.find(({ path }) => path.endsWith('.onnx'))?.path;
  return folder ?? graph ?? 'files';
}
