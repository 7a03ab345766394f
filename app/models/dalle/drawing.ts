/** How the shipped GPT draws tokens: temperature, filters and guidance as for the main numbers of its card. Plain numbers: pages name them too. */
export const GPT_DRAWING = { temperature: 0.5, topK: 64, topP: 1, w: 1 } as const;
