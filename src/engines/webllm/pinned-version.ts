/** The version of @mlc-ai/web-llm that this engine was written against; a test holds it to package.json. */
export const WEBLLM_VERSION = '0.2.86';
