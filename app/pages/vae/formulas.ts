/** Formulas of the VAE page: each once, with the model function that computes it. */
export const formulas = {
  reconstruction: {
    tex: String.raw`\mathcal L_{\text{AE}}=\big\lVert \role{data}{\thing{x}{x}}-\role{network}{\thing{decoder}{g_\theta}}\!\big(\role{network}{\thing{encoder}{f_\phi}}(\role{data}{\thing{x}{x}})\big)\big\rVert^2`,
    fn: 'models/vae/autoencoder.ts#loss',
  },
  reparameterise: {
    tex: String.raw`\role{latent}{\thing{z}{z}}=\role{latent}{\thing{mu}{\mu_\phi(x)}}+\role{latent}{\thing{sigma}{\sigma_\phi(x)}}\odot\role{noise}{\thing{eps}{\varepsilon}},\qquad \role{noise}{\thing{eps}{\varepsilon}}\sim\mathcal N(0,I)`,
    fn: 'models/vae/vae.ts#reparameterise',
  },
  elbo: {
    tex: String.raw`\log p_\theta(\role{data}{\thing{x}{x}})\;\ge\;\underbrace{\mathbb E_{q_\phi(\role{latent}{\thing{z}{z}}\mid x)}\big[\log p_\theta(\role{data}{\thing{x}{x}}\mid \role{latent}{\thing{z}{z}})\big]}_{\thing{recon}{\text{reconstruction}}}-\underbrace{\mathrm{KL}\big(q_\phi(\role{latent}{\thing{z}{z}}\mid x)\,\Vert\,p(\role{latent}{\thing{z}{z}})\big)}_{\thing{kl}{\text{price of information}}}`,
    fn: 'models/vae/vae.ts#loss',
  },
  kl: {
    tex: String.raw`\mathrm{KL}=\tfrac12\sum_j\big(\role{latent}{\thing{mu}{\mu_j}}^2+\role{latent}{\thing{sigma}{\sigma_j}}^2-\log\role{latent}{\thing{sigma}{\sigma_j}}^2-1\big)`,
    fn: 'models/vae/vae.ts#kl',
  },
  beta: {
    tex: String.raw`\mathcal L_\beta=\thing{recon}{\mathcal L_{\text{rec}}}+\thing{beta}{\beta}\,\thing{kl}{\mathrm{KL}}`,
    fn: 'models/vae/vae.ts#loss',
  },
  importance: {
    tex: String.raw`\mathcal L_K=\mathbb E_{\role{latent}{\thing{z}{z_1,\dots,z_K}}\sim q_\phi(\cdot\mid x)}\Big[\log\frac1K\sum_{k=1}^{K}w_k\Big],\qquad w_k=\frac{p_\theta(\role{data}{\thing{x}{x}}\mid \role{latent}{\thing{z}{z_k}})\,p(\role{latent}{\thing{z}{z_k}})}{q_\phi(\role{latent}{\thing{z}{z_k}}\mid x)}`,
    fn: 'models/vae/importance.ts#logWeights',
  },
  evidence: {
    tex: String.raw`\log p_\theta(\role{data}{\thing{x}{x}})=\log\int p_\theta(\role{data}{\thing{x}{x}}\mid \role{latent}{\thing{z}{z}})\,p(\role{latent}{\thing{z}{z}})\,d\role{latent}{\thing{z}{z}}`,
    fn: 'models/vae/importance.ts#evidence',
  },
  gap: {
    tex: String.raw`\log p_\theta(\role{data}{\thing{x}{x}})-\mathcal L_1=\mathrm{KL}\big(q_\phi(\role{latent}{\thing{z}{z}}\mid x)\,\Vert\,p_\theta(\role{latent}{\thing{z}{z}}\mid x)\big)`,
    fn: 'models/vae/importance.ts#logWeights',
  },
  pathwise: {
    tex: String.raw`\nabla_{\!\phi}\,\mathbb E_{q_\phi(\role{latent}{\thing{z}{z}}\mid x)}[f(\role{latent}{\thing{z}{z}})]=\mathbb E_{\role{noise}{\thing{eps}{\varepsilon}}}\big[\role{gradient}{\thing{grad}{\nabla_{\!\phi}}} f(\role{latent}{\thing{mu}{\mu_\phi}}+\role{latent}{\thing{sigma}{\sigma_\phi}}\odot\role{noise}{\thing{eps}{\varepsilon}})\big]`,
    fn: 'models/vae/estimators.ts#reparameterised',
  },
  scoreFunction: {
    tex: String.raw`\nabla_{\!\phi}\,\mathbb E_{q_\phi(\role{latent}{\thing{z}{z}}\mid x)}[f(\role{latent}{\thing{z}{z}})]=\mathbb E_{q_\phi}\big[(f(\role{latent}{\thing{z}{z}})-b)\,\role{gradient}{\thing{grad}{\nabla_{\!\phi}}}\log q_\phi(\role{latent}{\thing{z}{z}}\mid x)\big]`,
    fn: 'models/vae/estimators.ts#scoreFunction',
  },
  arithmetic: {
    tex: String.raw`\role{latent}{\thing{z}{z'}}=\role{latent}{\thing{mu}{\mu_\phi(x)}}+s\,(v_a-v_b),\qquad v_a=\mathbb E\big[\role{latent}{\thing{mu}{\mu}}\mid a=1\big]-\mathbb E\big[\role{latent}{\thing{mu}{\mu}}\mid a=0\big]`,
    fn: 'runtime/programs/vae/latents.ts#directionsOf',
  },
  mig: {
    tex: String.raw`\mathrm{MIG}=\frac1K\sum_k\frac{I(\role{latent}{\thing{z}{z_{j_1}}};\role{condition}{\thing{v}{v_k}})-I(\role{latent}{\thing{z}{z_{j_2}}};\role{condition}{\thing{v}{v_k}})}{H(\role{condition}{\thing{v}{v_k}})}`,
    fn: 'models/vae/disentangle.ts#disentanglement',
  },
  lookup: {
    tex: String.raw`\role{latent}{\thing{token}{k}}=\arg\min_i\lVert \role{latent}{\thing{ze}{z_e}}-\role{network}{\thing{code}{e_i}}\rVert^2,\qquad \role{latent}{\thing{zq}{z_q}}=\role{network}{\thing{code}{e_k}}`,
    fn: 'models/vae/vqvae.ts#quantize',
  },
  straightThrough: {
    tex: String.raw`\role{latent}{\thing{zq}{z_q}}=\role{latent}{\thing{ze}{z_e}}+\mathrm{sg}\big[\role{network}{\thing{code}{e_k}}-\role{latent}{\thing{ze}{z_e}}\big]\;\Rightarrow\;\frac{\partial \mathcal L}{\partial \role{latent}{\thing{ze}{z_e}}}:=\role{gradient}{\thing{grad}{\frac{\partial \mathcal L}{\partial z_q}}}`,
    fn: 'models/vae/vqvae.ts#straightThrough',
  },
  commitment: {
    tex: String.raw`\mathcal L=\lVert \role{data}{\thing{x}{x}}-\role{network}{\thing{decoder}{g}}(\role{latent}{\thing{zq}{z_q}})\rVert^2+\beta\,\lVert \role{latent}{\thing{ze}{z_e}}-\mathrm{sg}[\role{network}{\thing{code}{e_k}}]\rVert^2`,
    fn: 'models/vae/vqvae.ts#forward',
  },
  ema: {
    tex: String.raw`N_i\leftarrow\gamma N_i+(1-\gamma)n_i,\qquad m_i\leftarrow\gamma m_i+(1-\gamma)\!\!\sum_{\role{latent}{\thing{ze}{z_e}}\mapsto i}\!\!\role{latent}{\thing{ze}{z_e}},\qquad \role{network}{\thing{code}{e_i}}=\frac{m_i}{N_i}`,
    fn: 'models/vae/vqvae.ts#emaUpdate',
  },
  perplexity: {
    tex: String.raw`\text{perplexity}=\exp\Big(-\sum_i \role{latent}{\thing{token}{p_i}}\log \role{latent}{\thing{token}{p_i}}\Big)`,
    fn: 'models/vae/vqvae.ts#perplexity',
  },
  miou: {
    tex: String.raw`\mathrm{mIoU}=\frac1P\sum_p\frac{|\role{generated}{\thing{pred}{\hat S_p}}\cap \role{data}{\thing{mask}{S_p}}|}{|\role{generated}{\thing{pred}{\hat S_p}}\cup \role{data}{\thing{mask}{S_p}}|}`,
    fn: 'models/vae/segmentation.ts#meanIoU',
  },
  prior: {
    tex: String.raw`p(\role{latent}{\thing{token}{k_1,\dots,k_n}})=\prod_{i=1}^{n}p_\psi(\role{latent}{\thing{token}{k_i}}\mid \role{latent}{\thing{token}{k_1,\dots,k_{i-1}}})`,
    fn: 'models/vae/prior.ts#loss',
  },
  noise: {
    tex: String.raw`\text{noise}=\frac{S}{|G|^2},\qquad S=\frac1{n-1}\sum_{i=1}^{n}\big\lVert \role{gradient}{\thing{grad}{g_i}}-\role{gradient}{\thing{grad}{\bar g}}\big\rVert^2,\qquad |G|^2=\lVert\role{gradient}{\thing{grad}{\bar g}}\rVert^2-\frac Sn`,
    fn: 'models/nn/noiseScale.ts#noiseAndSignal',
  },
} as const;
