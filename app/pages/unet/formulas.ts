/** Formulas of the U-Net and guidance page. Their model functions come with the page's figures. */
export const formulas = {
  unet: {
    tex: String.raw`\role{noise}{\thing{epsHat}{\hat\varepsilon}}=\role{network}{\thing{unet}{\varepsilon_\theta}}(\thing{xt}{x_t},\,\thing{t}{t},\,\role{condition}{\thing{y}{y}}),\qquad h_{\text{up}}=\role{network}{W}*\big[\,\thing{skip}{h_{\text{down}}},\ \mathrm{up}(h)\,\big]`,
  },
  concatSum: {
    tex: String.raw`\role{network}{W}*[a,b]=\role{network}{W_a}*a+\role{network}{W_b}*b`,
  },
  scoreEps: {
    tex: String.raw`\nabla_{x_t}\log p(\thing{xt}{x_t})\approx-\frac{\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}}{\sqrt{1-\bar\alpha_t}}`,
  },
  bayes: {
    tex: String.raw`\nabla_{x_t}\log p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})=\nabla_{x_t}\log p(\thing{xt}{x_t})+\role{gradient}{\thing{grad}{\nabla_{x_t}\log p(\role{condition}{y}\mid x_t)}}`,
  },
  classifier: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}-\thing{s}{s}\,\sqrt{1-\bar\alpha_t}\;\role{gradient}{\thing{grad}{\nabla_{x_t}\log p_\phi(\role{condition}{y}\mid x_t)}}`,
  },
  clipGuide: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=\role{noise}{\thing{epsHat}{\varepsilon_\theta(x_t,t)}}-\thing{s}{s}\,\sqrt{1-\bar\alpha_t}\;\role{gradient}{\thing{grad}{\nabla_{x_t}\big(f(x_t,t)\cdot g(\role{condition}{y})\big)}}`,
  },
  cfg: {
    tex: String.raw`\role{noise}{\thing{epstilde}{\tilde\varepsilon}}=(1+\thing{w}{w})\,\role{noise}{\thing{epscond}{\varepsilon_\theta(x_t,t,\role{condition}{y})}}-\thing{w}{w}\,\role{noise}{\thing{epsnull}{\varepsilon_\theta(x_t,t,\varnothing)}}`,
  },
  sharpened: {
    tex: String.raw`\tilde p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})\;\propto\;p(\thing{xt}{x_t}\mid \role{condition}{\thing{y}{y}})\;p(\role{condition}{\thing{y}{y}}\mid \thing{xt}{x_t})^{\thing{w}{w}}`,
  },
} as const;
