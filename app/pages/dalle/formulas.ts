/** Formulas of the DALL·E page. Their model functions come with the page's figures. */
export const formulas = {
  joint: {
    tex: String.raw`\log p_{\theta,\psi}(\role{data}{\thing{x}{x}},\role{condition}{\thing{y}{y}})\;\ge\;\mathbb E_{q_\phi(\role{latent}{\thing{z}{z}}\mid x)}\Big[\log p_\theta(\role{data}{\thing{x}{x}}\mid \role{condition}{\thing{y}{y}},\role{latent}{\thing{z}{z}})-\thing{beta}{\beta}\,\mathrm{KL}\big(q_\phi(\role{condition}{\thing{y}{y}},\role{latent}{\thing{z}{z}}\mid x)\,\Vert\,p_\psi(\role{condition}{\thing{y}{y}},\role{latent}{\thing{z}{z}})\big)\Big]`,
  },
  bpe: {
    tex: String.raw`\role{condition}{\thing{pair}{(a,b)^*}}=\arg\max_{(a,b)}\ \#\{\,i:\ \role{condition}{\thing{y}{y_i}}=a,\ \role{condition}{\thing{y}{y_{i+1}}}=b\,\},\qquad ab\;\to\;\text{new token}`,
    fn: 'models/dalle/bpe.ts#trainSteps',
  },
  gumbel: {
    tex: String.raw`\role{latent}{\thing{z}{\tilde z_k}}=\frac{\exp\big((\role{network}{\thing{logit}{\ell_k}}+\role{noise}{\thing{gumbel}{g_k}})/\thing{tau}{\tau}\big)}{\sum_j\exp\big((\role{network}{\thing{logit}{\ell_j}}+\role{noise}{\thing{gumbel}{g_j}})/\thing{tau}{\tau}\big)},\qquad \role{noise}{\thing{gumbel}{g_k}}=-\log(-\log u_k)`,
    fn: 'models/dalle/dvae.ts#relaxed',
  },
  dvae: {
    tex: String.raw`\mathcal L=\big\lVert \role{data}{\thing{x}{x}}-\role{network}{p_\theta}\big(\role{latent}{\thing{z}{\tilde z}}\big)\big\rVert^2+\thing{beta}{\beta}\,\mathrm{KL}\big(q_\phi(\role{latent}{\thing{z}{z}}\mid x)\,\Vert\,\text{uniform}\big)`,
    fn: 'models/dalle/dvae.ts#loss',
  },
  sequence: {
    tex: String.raw`p_\psi(\role{condition}{\thing{y}{y}},\role{latent}{\thing{z}{z}})=\prod_{i=1}^{m}p_\psi(\role{condition}{\thing{y}{y_i}}\mid \role{condition}{\thing{y}{y_{<i}}})\prod_{j=1}^{n}p_\psi(\role{latent}{\thing{z}{z_j}}\mid \role{condition}{\thing{y}{y}},\role{latent}{\thing{z}{z_{<j}}})`,
    fn: 'models/dalle/gpt.ts#sample',
  },
  attention: {
    tex: String.raw`\mathrm{Attention}(Q,K,V)=\mathrm{softmax}\Big(\frac{QK^\top}{\sqrt{d}}+M\Big)V,\qquad M_{ij}=\begin{cases}0&j\le i\\-\infty&j>i\end{cases}`,
    fn: 'models/nn/transformer.ts#blockWith',
  },
  temperature: {
    tex: String.raw`p_T(\role{latent}{\thing{z}{z_j}}=k)\propto\exp\big(\role{network}{\thing{logit}{\ell_k}}/\thing{temperature}{T}\big)`,
    fn: 'models/dalle/sampling.ts#filtered',
  },
  guidance: {
    tex: String.raw`\role{network}{\thing{logit}{\tilde\ell_k}}=(1+w)\,\role{network}{\thing{logit}{\ell_k}}(\role{condition}{\thing{y}{y}})-w\,\role{network}{\thing{logit}{\ell_k}}(\varnothing)`,
    fn: 'models/dalle/sampling.ts#guided',
  },
  clip: {
    tex: String.raw`s(\role{generated}{\thing{xhat}{\hat x}},\role{condition}{\thing{y}{y}})=\frac{\role{network}{\thing{image}{f}}(\role{generated}{\thing{xhat}{\hat x}})\cdot\role{network}{\thing{text}{g}}(\role{condition}{\thing{y}{y}})}{\lVert \role{network}{\thing{image}{f}}(\role{generated}{\thing{xhat}{\hat x}})\rVert\,\lVert \role{network}{\thing{text}{g}}(\role{condition}{\thing{y}{y}})\rVert}`,
    fn: 'models/dalle/clip.ts#similarity',
  },
} as const;
