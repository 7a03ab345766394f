/** Formulas of the U-Net and guidance page, each with the function that computes it. */
export const formulas = {
  unet: {
    tex: String.raw`\role{noise}{\thing{epsHat}{\hat\varepsilon}}=\role{network}{\thing{unet}{\varepsilon_\theta}}(\thing{xt}{x_t},\,\thing{t}{t},\,\role{condition}{\thing{y}{y}}),\qquad h_{\text{up}}=\role{network}{W}*\big[\,\thing{skip}{h_{\text{down}}},\ \mathrm{up}(h)\,\big]`,
    fn: 'models/diffusion/unet.ts#network',
  },
  concatSum: {
    tex: String.raw`\role{network}{W}*[a,b]=\role{network}{W_a}*a+\role{network}{W_b}*b`,
    fn: 'models/diffusion/unet.ts#block',
  },
  follow: {
    tex: String.raw`\role{latent}{h'_{c'}(i,j)}=b_{c'}+\sum_{c}\sum_{u,v=-1}^{1}\role{network}{W_{uv,cc'}}\;\role{latent}{h_c(i+u,\,j+v)}`,
    fn: 'models/nn/layers.ts#conv2d',
  },
  convolution: {
    tex: String.raw`y_{ij}=\sum_{u,v}\role{network}{k_{uv}}\;x_{is-p+u,\;js-p+v}`,
    fn: 'models/unet/resample.ts#convolve',
  },
  transposed: {
    tex: String.raw`y_{is-p+u,\;js-p+v}\mathrel{+}=\role{network}{k_{uv}}\;x_{ij},\qquad \langle k * x,\,y\rangle=\langle x,\,k *^{\top} y\rangle`,
    fn: 'models/unet/resample.ts#transposedConvolve',
  },
  scoreEps: {
    tex: String.raw`\nabla_{x_t}\log p(\thing{xt}{x_t})\approx-\frac{\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}}{\sqrt{1-\bar\alpha_t}}`,
  },
  bayes: {
    tex: String.raw`\nabla_{x_t}\log p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})=\nabla_{x_t}\log p(\thing{xt}{x_t})+\role{gradient}{\thing{grad}{\nabla_{x_t}\log p(\role{condition}{y}\mid x_t)}}`,
    fn: 'models/diffusion/guidance.ts#guide',
  },
  classifier: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}-\thing{s}{s}\,\sqrt{1-\bar\alpha_t}\;\role{gradient}{\thing{grad}{\nabla_{x_t}\log p_\phi(\role{condition}{y}\mid x_t)}}`,
    fn: 'models/diffusion/guidance.ts#byGradient',
  },
  clipGuide: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}-\thing{s}{s}\,\sqrt{1-\bar\alpha_t}\;\role{gradient}{\thing{grad}{\nabla_{x_t}\big(f(x_t,t)\cdot g(\role{condition}{y})/\tau\big)}}`,
    fn: 'models/diffusion/guidance.ts#clipGradient',
  },
  cfg: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=(1+\thing{w}{w})\,\role{noise}{\thing{epscond}{\varepsilon_\theta(x_t,t,\role{condition}{y})}}-\thing{w}{w}\,\role{noise}{\thing{epsnull}{\varepsilon_\theta(x_t,t,\varnothing)}}`,
    fn: 'models/diffusion/guidance.ts#classifierFree',
  },
  sharpened: {
    tex: String.raw`\tilde p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})\;\propto\;p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})\;p(\role{condition}{\thing{y}{y}}\mid \thing{xt}{x_t})^{\thing{w}{w}}`,
    fn: 'models/diffusion/sharpened.ts#guidedAt',
  },
} as const;
