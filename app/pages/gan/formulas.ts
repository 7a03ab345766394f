/** Formulas of the GAN page: each once, with the model function that computes it. */
const z = String.raw`\role{noise}{\thing{z}{z}}`;
const x = String.raw`\role{data}{\thing{x}{x}}`;
const y = String.raw`\role{condition}{\thing{y}{y}}`;
const G = String.raw`\role{network}{\thing{G}{G}}`;
const D = String.raw`\role{network}{\thing{D}{D}}`;
const fake = String.raw`\role{generated}{\thing{fake}{${G}(${z})}}`;
const pData = String.raw`\role{data}{\thing{pdata}{p_{\text{data}}}}`;
const pG = String.raw`\role{generated}{\thing{pg}{p_g}}`;
const Dstar = String.raw`\role{network}{\thing{Dstar}{D^*}}`;
const slope = (at: string) => String.raw`\role{gradient}{\thing{slope}{\lVert\nabla ${D}(${at})\rVert}}`;

export const formulas = {
  generator: {
    tex: String.raw`${z}\sim p(${z}),\qquad \role{generated}{\thing{fake}{\tilde x}}=${G}(${z})`,
    fn: 'models/gan/plane.ts#generate',
  },
  value: {
    tex: String.raw`\min_{${G}}\max_{${D}}\;V(${D},${G})=\mathbb E_{${x}}\big[\log ${D}(${x})\big]+\mathbb E_{${z}}\big[\log\big(1-${D}(${fake})\big)\big]`,
    fn: 'models/gan/losses.ts#valueFunction',
  },
  lossD: {
    tex: String.raw`L_{${D}}=-\mathbb E\big[\log ${D}(${x})\big]-\mathbb E\big[\log\big(1-${D}(${fake})\big)\big]`,
    fn: 'models/gan/losses.ts#lossD',
  },
  saturating: {
    tex: String.raw`L_{${G}}^{\text{sat}}=\mathbb E\big[\log\big(1-${D}(${fake})\big)\big],\qquad \role{gradient}{\frac{\partial L}{\partial a}}=-\sigma(a)`,
    fn: 'models/gan/losses.ts#lossG',
  },
  nonSaturating: {
    tex: String.raw`L_{${G}}^{\text{ns}}=-\mathbb E\big[\log ${D}(${fake})\big],\qquad \role{gradient}{\frac{\partial L}{\partial a}}=-\big(1-\sigma(a)\big)`,
    fn: 'models/gan/losses.ts#lossG',
  },
  leastSquares: {
    tex: String.raw`L_{${D}}=\tfrac12\mathbb E\big[(a(${x})-1)^2\big]+\tfrac12\mathbb E\big[a(${fake})^2\big],\qquad L_{${G}}=\tfrac12\mathbb E\big[(a(${fake})-1)^2\big]`,
    fn: 'models/gan/losses.ts#lossD',
  },
  hinge: {
    tex: String.raw`L_{${D}}=\mathbb E\big[\max(0,1-a(${x}))\big]+\mathbb E\big[\max(0,1+a(${fake}))\big],\qquad L_{${G}}=-\mathbb E\big[a(${fake})\big]`,
    fn: 'models/gan/losses.ts#lossD',
  },
  wganGp: {
    tex: String.raw`L_{${D}}=\mathbb E\big[${D}(${fake})\big]-\mathbb E\big[${D}(${x})\big]+\lambda\,\mathbb E\big[(${slope(String.raw`\hat x`)}-1)^2\big],\qquad L_{${G}}=-\mathbb E\big[${D}(${fake})\big]`,
    fn: 'models/gan/losses.ts#gradientPenalty',
  },
  r1: {
    tex: String.raw`R_1=\frac{\gamma}{2}\,\mathbb E_{${x}}\big[${slope(x)}^2\big]`,
    fn: 'models/gan/losses.ts#r1Penalty',
  },
  update: {
    tex: String.raw`${D}:\ \phi\leftarrow\phi-\eta_D\,\role{gradient}{\nabla_{\!\phi}L_{${D}}},\qquad ${G}:\ \theta\leftarrow\theta-\eta_G\,\role{gradient}{\nabla_{\!\theta}L_{${G}}}`,
    fn: 'models/gan/game.ts#trainStep',
  },
  integrand: {
    tex: String.raw`V(${D},${G})=\int ${pData}(x)\log ${D}(x)+${pG}(x)\log\big(1-${D}(x)\big)\,dx`,
    fn: 'models/gan/optimalD.ts#value1D',
  },
  optimalD: {
    tex: String.raw`${Dstar}(x)=\frac{${pData}(x)}{${pData}(x)+${pG}(x)}`,
    fn: 'models/gan/optimalD.ts#optimalD',
  },
  js: {
    tex: String.raw`\mathrm{JS}(${pData}\Vert ${pG})=\tfrac12\mathrm{KL}\Big(${pData}\Big\Vert\tfrac{${pData}+${pG}}2\Big)+\tfrac12\mathrm{KL}\Big(${pG}\Big\Vert\tfrac{${pData}+${pG}}2\Big)`,
    fn: 'models/gan/measures.ts#jensenShannon',
  },
  bound: {
    tex: String.raw`\max_{${D}}V(${D},${G})=V(${Dstar},${G})=2\,\mathrm{JS}(${pData}\Vert ${pG})-\log 4`,
    fn: 'models/gan/optimalD.ts#js1D',
  },
  kl: {
    tex: String.raw`\mathrm{KL}(${pData}\Vert ${pG})=\sum_i ${pData}(i)\log\frac{${pData}(i)}{${pG}(i)}`,
    fn: 'models/gan/measures.ts#kullbackLeibler',
  },
  forwardKl: {
    tex: String.raw`\mathrm{KL}(${pData}\Vert ${pG})=\int ${pData}\log\frac{${pData}}{${pG}}\,dx`,
    fn: 'models/gan/divergences.ts#kl1D',
  },
  reverseKl: {
    tex: String.raw`\mathrm{KL}(${pG}\Vert ${pData})=\int ${pG}\log\frac{${pG}}{${pData}}\,dx`,
    fn: 'models/gan/divergences.ts#kl1D',
  },
  w1: {
    tex: String.raw`W_1(${pData},${pG})=\int\Big|\int_{-\infty}^{x}\!\big(${pData}(t)-${pG}(t)\big)\,dt\Big|\,dx`,
    fn: 'models/gan/divergences.ts#w1D',
  },
  nonSaturatingSlope: {
    tex: String.raw`\role{gradient}{\nabla_{\!\theta}}\,\mathbb E_{${z}}\big[-\log ${Dstar}(${fake})\big]=\role{gradient}{\nabla_{\!\theta}}\Big(\mathrm{KL}(${pG}\Vert ${pData})-2\,\mathrm{JS}(${pData}\Vert ${pG})\Big)`,
    fn: 'models/gan/divergences.ts#slope',
  },
  swd: {
    tex: String.raw`\mathrm{SW}=\frac1K\sum_{k=1}^{K}W_1\big(\langle ${x},u_k\rangle,\langle ${fake},u_k\rangle\big)`,
    fn: 'models/gan/measures.ts#slicedWasserstein',
  },
  accuracy: {
    tex: String.raw`\text{accuracy}=\tfrac12 P\big(${D}(${x})>\tfrac12\big)+\tfrac12 P\big(${D}(${fake})<\tfrac12\big)`,
    fn: 'runtime/programs/gan/evaluate.ts#accuracyOf',
  },
  pull: {
    tex: String.raw`\role{gradient}{\thing{pull}{-\frac{\partial L_{${G}}}{\partial \tilde x}}}`,
    fn: 'models/gan/game.ts#sampleGradient',
  },
  dirac: {
    tex: String.raw`L(\role{generated}{\thing{theta}{\theta}},\role{network}{\thing{psi}{\psi}})=f(\role{network}{\thing{psi}{\psi}}\,\role{generated}{\thing{theta}{\theta}})+f(0),\qquad f(t)=-\log(1+e^{-t})`,
    fn: 'models/gan/dirac.ts#field',
  },
  diracField: {
    tex: String.raw`\dot{\role{generated}{\thing{theta}{\theta}}}=-\role{network}{\thing{psi}{\psi}}\,f'(\role{network}{\thing{psi}{\psi}}\role{generated}{\thing{theta}{\theta}}),\qquad \dot{\role{network}{\thing{psi}{\psi}}}=\role{generated}{\thing{theta}{\theta}}\,f'(\role{network}{\thing{psi}{\psi}}\role{generated}{\thing{theta}{\theta}})`,
    fn: 'models/gan/dirac.ts#field',
  },
  diracEigen: {
    tex: String.raw`J=\begin{pmatrix}0&-f'(0)\\ f'(0)&0\end{pmatrix},\qquad \lambda_{1,2}=\pm\,f'(0)\,i=\pm\tfrac12 i`,
    fn: 'models/gan/dirac.ts#jacobian',
  },
  simultaneous: {
    tex: String.raw`\lambda(I+hJ)=1\pm \tfrac h2 i,\qquad |\lambda|=\sqrt{1+\tfrac{h^2}{4}}>1`,
    fn: 'models/gan/dirac.ts#stepJacobian',
  },
  alternating: {
    tex: String.raw`\lambda=1-\tfrac{\alpha^2}2\pm\sqrt{\big(1-\tfrac{\alpha^2}2\big)^2-1},\quad \alpha=\sqrt{n_d}\,h f'(0);\qquad |\lambda|=1\ \text{for}\ \alpha\le 2`,
    fn: 'models/gan/dirac.ts#stepJacobian',
  },
  r1Eigen: {
    tex: String.raw`\lambda_{1,2}=-\frac\gamma2\pm\sqrt{\frac{\gamma^2}4-f'(0)^2},\qquad \operatorname{Re}\lambda<0`,
    fn: 'models/gan/dirac.ts#jacobian',
  },
  covered: {
    tex: String.raw`\text{covered}=\#\Big\{k:\ P\big(${fake}\ \text{near mode}\ k\big)\ge \tfrac15\cdot\tfrac1K\Big\}`,
    fn: 'models/gan/measures.ts#modesCovered',
  },
  conditional: {
    tex: String.raw`\role{generated}{\thing{fake}{\tilde x}}=\operatorname{dec}\big(\operatorname{nearest}(${G}(${z},${y}))\big),\qquad ${z}\sim\mathcal N(0,I)`,
    fn: 'models/gan/latentGan.ts#generate',
  },
  greatCircle: {
    tex: String.raw`${z}(\vartheta)=\lVert ${z}_a\rVert\,\big(\cos\vartheta\;\hat{${z}}_a+\sin\vartheta\;\hat{${z}}_\perp\big),\qquad ${z}_\perp=${z}_b-\langle ${z}_b,\hat{${z}}_a\rangle\,\hat{${z}}_a`,
    fn: 'models/gan/walks.ts#greatCircle',
  },
  sensitive: {
    tex: String.raw`n_1,n_2,\dots=\operatorname*{arg\,max}_{\lVert n\rVert=1,\ n\perp n_1,n_2,\dots}\lVert n\,W_{${z}}\rVert`,
    fn: 'models/gan/walks.ts#directions',
  },
  marginals: {
    tex: String.raw`\tfrac1{10}\sum_{a=1}^{10}\sqrt{\mathrm{JS}\big(${pData}(a)\,\Vert\,${pG}(a)\big)}`,
    fn: 'models/gan/sources.ts#marginalDistances',
  },
  pairedLoss: {
    tex: String.raw`\begin{aligned}L_{${D}}&=-\mathbb E\big[\log\sigma\big(${D}(${x},${y})-${D}(${fake},${y})\big)\big]\\ L_{${G}}&=-\mathbb E\big[\log\sigma\big(${D}(${fake},${y})-${D}(${x},${y})\big)\big]\end{aligned}`,
    fn: 'models/gan/faceGame.ts#lossD',
  },
  slopes: {
    tex: String.raw`R_1+R_2=\frac{\gamma}{2}\,\mathbb E\big[${slope(x)}^2\big]+\frac{\gamma}{2}\,\mathbb E\big[${slope(fake)}^2\big]`,
    fn: 'models/gan/faceGame.ts#slopePenalty',
  },
  pushed: {
    tex: String.raw`\role{gradient}{\thing{pull}{\Delta}}=8\,\frac{\nabla_{\tilde x}${D}(${fake},${y})}{\lVert\nabla_{\tilde x}${D}(${fake},${y})\rVert}`,
    fn: 'models/gan/latentGan.ts#discriminate',
  },
  inPixels: {
    tex: String.raw`\role{generated}{\thing{fake}{\tilde x}}=${G}(${z},${y})\in(-1,1)^{16\times16\times3}`,
    fn: 'models/gan/pixelGan.ts#generate',
  },
  frechet: {
    tex: String.raw`d^2=\lVert\mu_1-\mu_2\rVert^2+\operatorname{tr}\Big(\Sigma_1+\Sigma_2-2\big(\Sigma_1^{1/2}\,\Sigma_2\,\Sigma_1^{1/2}\big)^{1/2}\Big)`,
    fn: 'models/metrics/frechet.ts#frechetDistance',
  },
  inversion: {
    tex: String.raw`${z}^*=\operatorname*{arg\,min}_{\lVert ${z}\rVert=\sqrt{64}}\;\lVert ${G}(${z},${y})-${x}\rVert^2,\qquad ${z}\leftarrow ${z}-\eta\,\role{gradient}{\nabla_{\!${z}}\lVert ${G}(${z},${y})-${x}\rVert^2}`,
    fn: 'models/gan/inversion.ts#inversionStep',
  },
  birthday: {
    tex: String.raw`P(\text{two of }n\text{ the same})=1-\prod_{i=1}^{n-1}\Big(1-\frac iN\Big)\approx 1-e^{-n^2/2N}`,
    fn: 'models/gan/birthday.ts#chanceOfPair',
  },
  support: {
    tex: String.raw`\hat N=\frac{n(n-1)}{2\,c},\qquad \mathbb E[c]=\frac{n(n-1)}2\sum_i ${pG}(i)^2`,
    fn: 'models/gan/birthday.ts#support',
  },
} as const;
