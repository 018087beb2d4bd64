const light = `
  --bg: #eef1f5; --panel: #ffffff; --raised: #f1f4f8; --line: #dce2ea; --line2: #b9c4d2; --t1: #10151d; --t2: #414c5d; --t3: #5f6b7d;
  --buy: #0a66c2; --sell: #b5450c; --accent: #6a3fd8; --ok: #0a7657; --warn: #7a5900; --crit: #bc1656; --va: #8c9bb3; --grid: rgb(0 0 0 / 6%);
  --gap: rgb(122 89 0 / 45%);
  --h0: #ffffff; --h1: #efecf5; --h2: #d8d2e6; --h3: #b4a9cf; --h4: #8a7bb0; --h5: #5f4f8c; --h6: #36285f; --on-heat: #ffffff;`

const dark = `
  --bg: #0a0d12; --panel: #10141b; --raised: #181e28; --line: #212936; --line2: #364154; --t1: #e8ecf2; --t2: #aab4c3; --t3: #828ea0;
  --buy: #45aefa; --sell: #fa8246; --accent: #a98fff; --ok: #54cfa6; --warn: #f4cf58; --crit: #ff6492; --va: #5a6a84; --grid: rgb(255 255 255 / 7%);
  --gap: rgb(244 207 88 / 45%);
  --h0: #10141b; --h1: #172033; --h2: #26304d; --h3: #474c69; --h4: #7e7878; --h5: #c2ac74; --h6: #fff0b0; --on-heat: #10151d;`

/** The page's colours by what they mean: light, dark where the reader's system is, and light on paper. */
export const tokens: string = `
:root { color-scheme: light dark;${light}
}
@media (prefers-color-scheme: dark) { :root {${dark}
} }
@media print { :root { color-scheme: light;${light}
  --bg: #ffffff;
} }`
