import type { Plugin } from 'vite';

interface AllowedHost {
  /** As a policy names it; * stands for one or more parts. */
  readonly host: string;
  readonly serves: string;
}

/** The hosts beside its own that the page may ask, and what for. It asks none of them before a visitor loads something. */
const ALLOWED_HOSTS: readonly AllowedHost[] = [
  { host: 'https://huggingface.co', serves: 'models of the hub: listings, small files, addresses of large ones' },
  { host: 'https://*.hf.co', serves: 'large files of the hub' },
  { host: 'https://raw.githubusercontent.com', serves: "compiled code of WebLLM's models" },
];

/** Whatever the page holds as text, of a model, a file or an address, stays text: no inline script, no eval but of WebAssembly. */
const DIRECTIVES: readonly string[] = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src ${["'self'", ...ALLOWED_HOSTS.map(({ host }) => host)].join(' ')}`,
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
];

/** The policy as a header of every file: workers take theirs from their own file. */
export const POLICY_HEADER = [...DIRECTIVES, "frame-ancestors 'none'"].join('; ');

/** The policy for hosts that send no headers of ours; browsers ignore `frame-ancestors` there, with a complaint. */
const POLICY_META = DIRECTIVES.join('; ');

/** Puts the policy into the built page, before anything that it governs. Not in development, where Vite injects scripts and styles. */
export function policyInPage(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [
      {
        tag: 'meta',
        attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY_META },
        injectTo: 'head-prepend',
      },
    ],
  };
}
