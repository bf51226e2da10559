/** Large type and strong contrast: the page is meant to be read from the back of a room. */
export const dashboardStyle = `
  :root { color-scheme: light dark; font: 17px/1.45 system-ui, sans-serif; --line: light-dark(#d5dce6, #384252); --soft: light-dark(#556070, #a9b4c4); }
  body { margin: 0; background: light-dark(#f4f6fa, #12161d); }
  main { max-width: 100rem; margin: 0 auto; padding: 1.5rem; }
  header { display: flex; flex-wrap: wrap; align-items: baseline; gap: .25rem 1.5rem; }
  h1 { font-size: 1.8rem; margin: 0; } h2 { font-size: 1.2rem; margin: 0 0 .5rem; } p { margin: .25rem 0; }
  .columns { display: grid; gap: 1rem; grid-template-columns: repeat(auto-fit, minmax(22rem, 1fr)); margin: 1rem 0; }
  section { background: light-dark(#fff, #1b212b); border: 1px solid var(--line); border-radius: 8px; padding: 1rem; overflow-x: auto; }
  table { border-collapse: collapse; width: 100%; }
  th, td { text-align: left; vertical-align: top; padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); }
  thead th { color: var(--soft); font-weight: 500; }
  small { display: block; color: var(--soft); font-weight: 400; }
  code { font: .9em ui-monospace, monospace; overflow-wrap: anywhere; }
  .chip { display: inline-block; padding: 0 .6rem; margin: 0 .25rem .25rem 0; border-radius: 1rem; background: light-dark(#e5ecf6, #2c3646); }
  .chip.active { background: light-dark(#c9f0d5, #1d5233); }
  .expired { color: var(--soft); text-decoration: line-through; }
  .refused td { background: light-dark(#fdecea, #43211f); }
  button { font: inherit; padding: .3rem .8rem; margin: .25rem .25rem 0 0; border: 1px solid var(--line); border-radius: 6px; background: none; color: inherit; cursor: pointer; }
  button:hover, button:focus-visible { border-color: #2b6cb0; outline: 2px solid #2b6cb055; }
  #message { color: light-dark(#b42318, #ff9d92); font-weight: 600; }
  .requests { max-height: 24rem; overflow-y: auto; margin-bottom: 1rem; }
  .requests td { font-size: .95rem; }
  .requests td:nth-child(-n+3) { white-space: nowrap; }
`;
