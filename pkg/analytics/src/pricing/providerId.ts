/** Names telemetry uses for a provider → its id in the price table. What is not here is asked for as it is. */
const PRICE_TABLE_ID: Readonly<Record<string, string>> = {
  'aws.bedrock': 'aws',
  bedrock: 'aws',
  'azure.ai.openai': 'azure',
  'azure.ai.inference': 'azure',
  'az.ai.openai': 'azure',
  'az.ai.inference': 'azure',
  azure_openai: 'azure',
  'gcp.gemini': 'google',
  'gcp.vertex_ai': 'google',
  'gcp.gen_ai': 'google',
  gemini: 'google',
  vertex_ai: 'google',
  vertexai: 'google',
  mistral_ai: 'mistral',
  mistralai: 'mistral',
  x_ai: 'x-ai',
  xai: 'x-ai',
  moonshot_ai: 'moonshotai',
  moonshot: 'moonshotai',
  zai: 'zhipuai',
  together_ai: 'together',
  fireworks_ai: 'fireworks',
};

/** The provider's id in the price table; the name itself, lower-cased, when telemetry and table agree on it. */
export const providerIdOf = (name: string): string => {
  const known = name.trim().toLowerCase();
  return Object.hasOwn(PRICE_TABLE_ID, known) ? (PRICE_TABLE_ID[known] ?? known) : known;
};
