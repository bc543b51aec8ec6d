import type { DataSet } from './catalog.ts';

interface Host {
  /** Answers with JSON whose "sha" is the present commit. */
  readonly latest: (repository: string) => string;
  readonly file: (repository: string, revision: string, path: string) => string;
}

const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/');

function hostOf({ host }: Pick<DataSet, 'host'>, mirror: string | undefined): Host {
  if (host === 'github') {
    const [api, raw] = [mirror ?? 'https://api.github.com', mirror ?? 'https://raw.githubusercontent.com'];
    return {
      latest: (repository) => `${api}/repos/${repository}/commits/HEAD`,
      file: (repository, revision, path) => `${raw}/${repository}/${revision}/${encodePath(path)}`,
    };
  }
  const hub = mirror ?? 'https://huggingface.co';
  return {
    latest: (repository) => `${hub}/api/datasets/${repository}`,
    file: (repository, revision, path) => `${hub}/datasets/${repository}/resolve/${revision}/${encodePath(path)}`,
  };
}

/** Where the present revision of a data set is told. `mirror`: an address that stands for all hosts, without a last slash. */
export function latestAddress(dataSet: DataSet, mirror?: string): string {
  return hostOf(dataSet, mirror).latest(dataSet.repository);
}

export function fileAddress(dataSet: DataSet, revision: string, mirror?: string): string {
  return hostOf(dataSet, mirror).file(dataSet.repository, revision, dataSet.path);
}
