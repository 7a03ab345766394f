/** Formulas of the diffusion page: each once, with the model function that computes it. */
const x0 = String.raw`\role{data}{\thing{x0}{x_0}}`;
const xt = String.raw`\thing{xt}{x_t}`;
const eps = String.raw`\role{noise}{\thing{eps}{\varepsilon}}`;
const epsHat = String.raw`\role{noise}{\thing{epsHat}{\hat\varepsilon}}`;
const net = String.raw`\role{network}{\thing{net}{\varepsilon_\theta}}`;
const x0Hat = String.raw`\role{generated}{\thing{x0Hat}{\hat x_0}}`;
const ab = String.raw`\thing{alphaBar}{\bar\alpha_t}`;
const abs = String.raw`\thing{alphaBar}{\bar\alpha_s}`;
const beta = String.raw`\thing{beta}{\beta_t}`;
const mu = String.raw`\thing{mu}{\mu}`;
const sigma = String.raw`\thing{sigma}{\sigma_t}`;
const z = String.raw`\role{noise}{\thing{z}{z}}`;
const t = String.raw`\thing{t}{t}`;

export const formulas = {
  step: {
    tex: String.raw`q(${xt}\mid x_{t-1})=\mathcal N\big(\sqrt{1-${beta}}\,x_{t-1},\;${beta}I\big),\qquad ${xt}=\sqrt{1-${beta}}\,x_{t-1}+\sqrt{${beta}}\,\role{noise}{\varepsilon_t}`,
    fn: 'models/diffusion/schedule.ts#qStep',
  },
  jump: {
    tex: String.raw`\begin{gathered}q(${xt}\mid ${x0})=\mathcal N\big(\sqrt{${ab}}\,${x0},\;(1-${ab})I\big),\qquad ${ab}=\prod_{s=1}^{t}(1-\beta_s),\\[2pt]${xt}=\sqrt{${ab}}\,${x0}+\sqrt{1-${ab}}\,${eps},\qquad ${eps}\sim\mathcal N(0,I)\end{gathered}`,
    fn: 'models/diffusion/schedule.ts#qSample',
  },
  snr: {
    tex: String.raw`\mathrm{SNR}(t)=\frac{${ab}}{1-${ab}}`,
    fn: 'models/diffusion/schedule.ts#snr',
  },
  cosine: {
    tex: String.raw`${ab}=\frac{f(t)}{f(0)},\qquad f(t)=\cos^2\!\Big(\frac{t/T+s}{1+s}\cdot\frac{\pi}{2}\Big),\quad s=0.008`,
    fn: 'models/diffusion/schedule.ts#cosine',
  },
  covariance: {
    tex: String.raw`\operatorname{Cov}(${xt})=${ab}\operatorname{Cov}(${x0})+(1-${ab})\,I,\qquad \lambda_i\;\longmapsto\;${ab}\lambda_i+1-${ab}`,
    fn: 'models/diffusion/spectrum.ts#noisedSpectrum',
  },
  reverse: {
    tex: String.raw`p_\theta(x_{t-1}\mid ${xt})=\mathcal N\big(${mu}_\theta(${xt},${t}),\;${sigma}^2I\big)`,
  },
  posterior: {
    tex: String.raw`\begin{gathered}q(x_{t-1}\mid ${xt},${x0})=\mathcal N(\tilde{${mu}}_t,\tilde\beta_tI),\qquad\tilde\beta_t=\frac{1-\bar\alpha_{t-1}}{1-${ab}}\,${beta},\\[4pt]\tilde{${mu}}_t=\frac{\sqrt{\bar\alpha_{t-1}}\,${beta}}{1-${ab}}\,${x0}+\frac{\sqrt{1-${beta}}\,(1-\bar\alpha_{t-1})}{1-${ab}}\,${xt}\end{gathered}`,
    fn: 'models/diffusion/posterior.ts#posterior',
  },
  elbo: {
    tex: String.raw`\begin{aligned}-\log p_\theta(${x0})\;\le\;&\underbrace{\mathrm{KL}\big(q(x_T\mid ${x0})\,\Vert\,p(x_T)\big)}_{L_T\approx 0}\;\underbrace{-\,\mathbb E_q\log p_\theta(${x0}\mid x_1)}_{L_0}\\&+\sum_{t=2}^{T}\underbrace{\mathbb E_q\,\mathrm{KL}\big(q(x_{t-1}\mid ${xt},${x0})\,\Vert\,p_\theta(x_{t-1}\mid ${xt})\big)}_{L_{t-1}}\end{aligned}`,
    fn: 'models/diffusion/bound.ts#termOf',
  },
  weighted: {
    tex: String.raw`\begin{aligned}L_{t-1}&=\mathbb E\Big[\frac{1}{2${sigma}^2}\big\lVert\tilde{${mu}}_t-${mu}_\theta\big\rVert^2\Big]+\text{const}\\[2pt]&=\mathbb E\Big[\frac{${beta}^2}{2${sigma}^2(1-${beta})(1-${ab})}\big\lVert ${eps}-${net}(${xt},${t})\big\rVert^2\Big]+\text{const}\end{aligned}`,
    fn: 'models/diffusion/bound.ts#weightOf',
  },
  snrWeight: {
    tex: String.raw`\frac{${beta}^2}{2\tilde\beta_t(1-${beta})(1-${ab})}=\frac12\Big(\frac{\mathrm{SNR}(t-1)}{\mathrm{SNR}(t)}-1\Big)`,
    fn: 'models/diffusion/bound.ts#weightOf',
  },
  simple: {
    tex: String.raw`L_{\text{simple}}=\mathbb E_{${t},\,${x0},\,${eps}}\big\lVert ${eps}-${net}\big(\sqrt{${ab}}\,${x0}+\sqrt{1-${ab}}\,${eps},\;${t}\big)\big\rVert^2`,
    fn: 'models/diffusion/faces.ts#noiseErrors',
  },
  ownShare: {
    tex: String.raw`\begin{gathered}\sqrt{1-${ab}}\;${eps}=\sqrt{1-${beta}}\sqrt{1-\bar\alpha_{t-1}}\;\varepsilon'+\sqrt{${beta}}\;\varepsilon_t,\\[2pt]\mathbb E[\varepsilon_t\mid ${xt}]=\sqrt{\frac{${beta}}{1-${ab}}}\;\mathbb E[${eps}\mid ${xt}]\end{gathered}`,
    fn: 'models/diffusion/lastStep.ts#ownShare',
  },
  x0Hat: {
    tex: String.raw`${x0Hat}=\frac{${xt}-\sqrt{1-${ab}}\;${epsHat}}{\sqrt{${ab}}},\qquad ${epsHat}=${net}(${xt},${t})`,
    fn: 'models/diffusion/posterior.ts#x0From',
  },
  ddpm: {
    tex: String.raw`x_{t-1}=\underbrace{\frac{1}{\sqrt{1-${beta}}}\Big(${xt}-\frac{${beta}}{\sqrt{1-${ab}}}\,${net}(${xt},${t})\Big)}_{${mu}_\theta}+${sigma}\,${z},\qquad ${z}\sim\mathcal N(0,I)`,
    fn: 'models/diffusion/sampler.ts#step',
  },
  ddim: {
    tex: String.raw`x_s=\sqrt{${abs}}\;${x0Hat}+\sqrt{1-${abs}-\sigma^2}\;${epsHat}+\sigma\,${z},\qquad \sigma=\thing{eta}{\eta}\sqrt{\frac{1-${abs}}{1-${ab}}}\sqrt{1-\frac{${ab}}{${abs}}}`,
    fn: 'models/diffusion/sampler.ts#step',
  },
  targets: {
    tex: String.raw`\begin{gathered}${x0}=\frac{${xt}-\sqrt{1-${ab}}\,${eps}}{\sqrt{${ab}}},\qquad v=\sqrt{${ab}}\,${eps}-\sqrt{1-${ab}}\,${x0},\\[4pt]\tilde{${mu}}_t=\frac{1}{\sqrt{1-${beta}}}\Big(${xt}-\frac{${beta}}{\sqrt{1-${ab}}}\,${eps}\Big)\end{gathered}`,
    fn: 'models/diffusion/posterior.ts#targetOf',
  },
  learnedVariance: {
    tex: String.raw`\Sigma_\theta(${xt},${t})=\exp\big(v\log ${beta}+(1-v)\log\tilde\beta_t\big)`,
    fn: 'models/diffusion/sampler.ts#step',
  },
  hybrid: {
    tex: String.raw`L_{\text{hybrid}}=L_{\text{simple}}+\lambda L_{\text{vlb}}`,
    fn: 'models/diffusion/plane.ts#hybridLoss',
  },
  embedding: {
    tex: String.raw`\begin{gathered}\thing{temb}{e(${t})}=\big[\cos(\omega_0 ${t}),\dots,\cos(\omega_{h-1}${t}),\;\sin(\omega_0 ${t}),\dots,\sin(\omega_{h-1}${t})\big],\\\omega_i=10000^{-i/h}\end{gathered}`,
    fn: 'models/diffusion/embedding.ts#timeEmbedding',
  },
  score: {
    tex: String.raw`\role{gradient}{\thing{score}{\nabla_{x}\log p_t(x)}}=-\frac{\mathbb E[${eps}\mid ${xt}=x]}{\sqrt{1-${ab}}}\approx-\frac{${net}(x,${t})}{\sqrt{1-${ab}}}`,
    fn: 'models/diffusion/score.ts#exactEps',
  },
  tweedie: {
    tex: String.raw`\mathbb E[${x0}\mid ${xt}]=\frac{${xt}+(1-${ab})\,\role{gradient}{\thing{score}{\nabla\log p_t(${xt})}}}{\sqrt{${ab}}}`,
  },
  mixture: {
    tex: String.raw`p_0=\sum_k w_k\,\mathcal N(m_k,s_k^2I)\quad\Longrightarrow\quad p_t=\sum_k w_k\,\mathcal N\big(\sqrt{${ab}}\,m_k,\;(${ab}s_k^2+1-${ab})I\big)`,
    fn: 'models/diffusion/score.ts#noised',
  },
  reverseSde: {
    tex: String.raw`\mathrm dx=\Big[-\tfrac12\beta(t)\,x-\beta(t)\,\role{gradient}{\thing{score}{\nabla\log p_t(x)}}\Big]\mathrm dt+\sqrt{\beta(t)}\;\mathrm d\bar w`,
  },
  given: {
    tex: String.raw`p(${x0}\mid ${xt})\propto\sum_k w_k\,\mathcal N\big(${xt};\sqrt{${ab}}\,m_k,(${ab}s_k^2+1-${ab})I\big)\;p(${x0}\mid ${xt},k)`,
    fn: 'models/diffusion/given.ts#given',
  },
  line: {
    tex: String.raw`x_u=(1-u)\,${x0}+u\,${eps},\qquad\frac{\mathrm dx_u}{\mathrm du}=${eps}-${x0},\qquad\mathbb E_{u,${x0},${eps}}\big\lVert (${eps}-${x0})-\role{network}{\thing{net}{f_\theta}}(x_u,u)\big\rVert^2`,
    fn: 'models/diffusion/straight.ts#lines',
  },
  euler: {
    tex: String.raw`x_{u-1/n}=x_u-\tfrac1n\,\role{network}{\thing{net}{f_\theta}}(x_u,u),\qquad u=1,\,1-\tfrac1n,\,\dots,\,\tfrac1n`,
    fn: 'models/diffusion/straight.ts#walk',
  },
  detour: {
    tex: String.raw`\frac{\sum_i\lVert x_{u_{i+1}}-x_{u_i}\rVert}{\lVert x_{0}-x_{1}\rVert}\ge 1`,
    fn: 'models/diffusion/straight.ts#detour',
  },
  ode: {
    tex: String.raw`\mathrm dx=\Big[-\tfrac12\beta(t)\,x-\tfrac12\beta(t)\,\role{gradient}{\thing{score}{\nabla\log p_t(x)}}\Big]\mathrm dt`,
  },
} as const;
